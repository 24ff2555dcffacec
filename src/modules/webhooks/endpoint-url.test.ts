import { expect, it } from 'vitest';
import { checkEndpointUrl } from './endpoint-url.ts';

const strict = { allowPrivateAddresses: false };

it('takes public addresses with TLS and keeps them without their fragment', () => {
  expect(checkEndpointUrl('https://example.com/hook?a=1#x', strict)).toBe(
    'https://example.com/hook?a=1',
  );
});

it.each([
  'http://example.com/',
  'ftp://example.com/',
  'https://user:word@example.com/',
  'https://example.com//elsewhere.example',
  'https://localhost/',
  'https://127.0.0.1/',
  'https://10.1.2.3/',
  'https://169.254.169.254/latest/meta-data',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'nothing',
  '',
])('refuses %s', (text) => {
  expect(() => checkEndpointUrl(text, strict)).toThrow(
    expect.objectContaining({ code: 'webhook_url_refused', status: 422 }),
  );
});

it('takes private addresses and plain HTTP where the operator allows them', () => {
  const url = 'http://127.0.0.1:8080/hook';
  expect(checkEndpointUrl(url, { allowPrivateAddresses: true })).toBe(url);
});
