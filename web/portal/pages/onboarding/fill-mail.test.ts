import { expect, it } from 'vitest';
import { fillMail, mailLink, readIdentities } from './fill-mail.ts';

const mail = { subject: 'Access for {venue}', body: 'Venue: {venue}\nSerial #: {identities}' };

it('puts in the venue and its tills, whatever the venue is called', () => {
  expect(fillMail(mail, { venue: 'Bar {identities} $& $1', identities: 'S-1, S-2' })).toEqual({
    subject: 'Access for Bar {identities} $& $1',
    body: 'Venue: Bar {identities} $& $1\nSerial #: S-1, S-2',
  });
});

it('keeps every letter of a mail in its link', () => {
  const odd = { subject: 'Été & Co?', body: 'a=b#c\nd' };
  const link = new URL(mailLink('a@b.example', odd));
  expect([link.protocol, link.pathname]).toEqual(['mailto:', 'a@b.example']);
  expect(Object.fromEntries(link.searchParams)).toEqual(odd);
});

it('reads serials as people type them', () => {
  expect(readIdentities(' S-1,S 2 ;\nS-1,, ')).toEqual(['S-1', 'S 2']);
  expect(readIdentities('  ')).toEqual([]);
});
