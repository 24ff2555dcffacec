import { expect, it } from 'vitest';
import { identifyMessage } from './identify-message.ts';

const same = (one: string, other: string) =>
  identifyMessage(Buffer.from(one)).equals(identifyMessage(Buffer.from(other)));

it('a message is the same with another server’s header lines, and another with another body', () => {
  const message = 'Message-ID: <1@till>\r\n\r\nSales';
  expect(same(message, `Received: by mail\r\n${message}`)).toBe(true);
  expect(same(message, message.replace('Sales', 'Other'))).toBe(false);
});

it('messages without an empty line after the header are told apart by all their bytes', () => {
  expect(same('A'.repeat(300), 'B'.repeat(300))).toBe(false);
  const header = 'Message-ID: <1@till>\r\nSubject: Sales\r\n';
  expect(same(`${header}day one`, `${header}day two`)).toBe(false);
  expect(same(`${header}day one`, `${header}day one`)).toBe(true);
});
