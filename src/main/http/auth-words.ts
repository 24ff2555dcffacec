import type { Localized } from '#kernel/localized.ts';

/** The sign-in library's refusals in our words, by its code in lower case. */
export const authWords: Readonly<Record<string, Localized>> = {
  invalid_email_or_password: {
    en: 'The e-mail address or the password is wrong.',
    fr: 'L’adresse courriel ou le mot de passe est incorrect.',
  },
  invalid_email: {
    en: 'Enter an e-mail address, such as name@example.com.',
    fr: 'Entrez une adresse courriel, par exemple nom@exemple.com.',
  },
  invalid_password: {
    en: 'The current password is wrong.',
    fr: 'Le mot de passe actuel est incorrect.',
  },
  password_too_short: {
    en: 'A password needs at least 10 characters.',
    fr: 'Un mot de passe doit compter au moins 10 caractères.',
  },
  password_too_long: {
    en: 'A password may have at most 128 characters.',
    fr: 'Un mot de passe peut compter au plus 128 caractères.',
  },
  invalid_code: {
    en: 'The code is wrong or has expired. Enter the one your app shows now.',
    fr: 'Le code est incorrect ou périmé. Entrez celui que votre application affiche maintenant.',
  },
  invalid_backup_code: {
    en: 'This backup code is wrong or was used before.',
    fr: 'Ce code de secours est incorrect ou a déjà servi.',
  },
  invalid_two_factor_cookie: {
    en: 'The sign-in took too long. Start again with your e-mail address and password.',
    fr: 'La connexion a pris trop de temps. Recommencez avec votre courriel et votre mot de passe.',
  },
  account_temporarily_locked: {
    en: 'Too many wrong codes. Wait 15 minutes and try again.',
    fr: 'Trop de codes incorrects. Attendez 15 minutes et réessayez.',
  },
  too_many_attempts_request_new_code: {
    en: 'Too many wrong codes. Start again with your e-mail address and password.',
    fr: 'Trop de codes incorrects. Recommencez avec votre courriel et votre mot de passe.',
  },
  totp_not_enabled: {
    en: 'Two-factor sign-in is not switched on.',
    fr: 'La connexion à deux facteurs n’est pas activée.',
  },
  totp_already_enabled: {
    en: 'Two-factor sign-in is switched on already.',
    fr: 'La connexion à deux facteurs est déjà activée.',
  },
  two_factor_not_enabled: {
    en: 'Two-factor sign-in is not switched on.',
    fr: 'La connexion à deux facteurs n’est pas activée.',
  },
  session_not_fresh: {
    en: 'Sign in again to do this.',
    fr: 'Reconnectez-vous pour faire cela.',
  },
  session_expired: {
    en: 'Your session has ended. Sign in again.',
    fr: 'Votre session est terminée. Reconnectez-vous.',
  },
  unauthorized: {
    en: 'Sign in first.',
    fr: 'Connectez-vous d’abord.',
  },
  validation_error: {
    en: 'Some values are missing or have the wrong form.',
    fr: 'Certaines valeurs manquent ou n’ont pas la bonne forme.',
  },
};
