import { add } from './en/add.ts';
import { common } from './en/common.ts';
import { day } from './en/day.ts';
import { files } from './en/files.ts';
import { home } from './en/home.ts';
import { integrations } from './en/integrations.ts';
import { menu } from './en/menu.ts';
import { notices } from './en/notices.ts';
import { onboarding } from './en/onboarding.ts';
import { reconcile } from './en/reconcile.ts';
import { sales } from './en/sales.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { webhooks } from './en/webhooks.ts';

/** Every word on the screen, in English; its keys are what every other language must have. */
export const en = {
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

export type MessageId = keyof typeof en;
