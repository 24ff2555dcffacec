export type { MailInDeps } from './deps.ts';
export { readKeptMails } from './read-kept-mails.ts';
export { readMail } from './read-mail.ts';
export { mailInRoutes } from './routes.ts';
export { type ListenerLimits, type MailListener, startMailListener } from './smtp-listener.ts';
export { countStrayMails } from './stray-mails.store.ts';
