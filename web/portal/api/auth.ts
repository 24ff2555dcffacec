import { post } from './client.ts';

const auth = <Answer>(path: string, body: unknown = {}) => post<Answer>(`/api/auth/${path}`, body);

/** Signs in; `twoFactorRedirect` means a code is still owed. */
export const signIn = (email: string, password: string) =>
  auth<{ twoFactorRedirect?: boolean }>('sign-in/email', { email, password });
export const signOut = () => auth<unknown>('sign-out');

export const verifySecondFactor = (code: string, shouldTrustDevice: boolean) =>
  auth<unknown>('two-factor/verify-totp', { code, trustDevice: shouldTrustDevice });
export const verifyBackupCode = (code: string) =>
  auth<unknown>('two-factor/verify-backup-code', { code });

/** Starts enrolment; the second factor counts only after `verifySecondFactor` succeeds once. */
export const enableTwoFactor = (password: string) =>
  auth<{ totpURI: string; backupCodes: string[] }>('two-factor/enable', { password });
export const disableTwoFactor = (password: string) =>
  auth<unknown>('two-factor/disable', { password });
export const changePassword = (currentPassword: string, newPassword: string) =>
  auth<unknown>('change-password', { currentPassword, newPassword, revokeOtherSessions: true });
