import type { MessageId } from './en.ts';
import { add } from './fr/add.ts';
import { common } from './fr/common.ts';
import { day } from './fr/day.ts';
import { files } from './fr/files.ts';
import { home } from './fr/home.ts';
import { integrations } from './fr/integrations.ts';
import { menu } from './fr/menu.ts';
import { notices } from './fr/notices.ts';
import { onboarding } from './fr/onboarding.ts';
import { reconcile } from './fr/reconcile.ts';
import { sales } from './fr/sales.ts';
import { settings } from './fr/settings.ts';
import { shell } from './fr/shell.ts';
import { webhooks } from './fr/webhooks.ts';

/** French sets : ; ? ! and » off with a space that must not break. */
const bindPunctuation = (message: string): string =>
  message.replaceAll(/ ([:;?!»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');

const messages: Record<MessageId, string> = {
  ...common,
  ...shell,
  ...home,
  ...sales,
  ...day,
  ...reconcile,
  ...integrations,
  ...add,
  ...files,
  ...menu,
  ...onboarding,
  ...settings,
  ...webhooks,
  ...notices,
};

/** French: exactly the keys of English, held to it by the type of each part. */
export const fr = Object.fromEntries(
  Object.entries(messages).map(([id, message]) => [id, bindPunctuation(message)]),
) as Record<MessageId, string>;
