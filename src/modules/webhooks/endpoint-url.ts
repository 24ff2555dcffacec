import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { isBlockedHost } from '#platform/http-client/address-policy.ts';

/**
 * The address as it is kept. Names are looked up at every connection; what a name says now is not
 * asked here.
 * @throws Refusal 422 `webhook_url_refused`.
 */
export function checkEndpointUrl(text: string, policy: { allowPrivateAddresses: boolean }): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused(notAnUrl);
  const isPlain = url.protocol === 'http:' && policy.allowPrivateAddresses;
  if (url.protocol !== 'https:' && !isPlain) throw refused(notHttps);
  if (url.username !== '' || url.password !== '') throw refused(withPassword);
  if (url.pathname.startsWith('//')) throw refused(notAnUrl);
  if (!policy.allowPrivateAddresses && isBlockedHost(url.hostname)) throw refused(notPublic);
  url.hash = '';
  return url.href;
}

const notAnUrl: Localized = {
  en: 'This is no web address. Give the whole of it, such as https://example.com/tillbridge.',
  fr: 'Ce n’est pas une adresse web. Donnez-la en entier, par exemple https://example.com/tillbridge.',
};
const notHttps: Localized = {
  en: 'The address must begin with https://, so that nobody on the way reads what is sent.',
  fr: 'L’adresse doit commencer par https://, afin que personne en chemin ne lise ce qui est envoyé.',
};
const withPassword: Localized = {
  en: 'Leave name and password out of the address. Every message is signed; check the signature instead.',
  fr: 'N’indiquez ni nom ni mot de passe dans l’adresse. Chaque message est signé ; vérifiez plutôt la signature.',
};
const notPublic: Localized = {
  en: 'This host is not on the public internet. Messages are sent to public addresses only.',
  fr: 'Cet hôte n’est pas sur l’internet public. Les messages ne sont envoyés qu’à des adresses publiques.',
};

function refused(detail: Localized): Refusal {
  return new Refusal({
    code: 'webhook_url_refused',
    status: 422,
    detail,
    errors: [{ path: 'url', message: detail.en }],
  });
}
