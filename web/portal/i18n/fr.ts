import type { MessageId } from './en.ts';
import { add } from './fr/add.ts';
import { common } from './fr/common.ts';
import { day } from './fr/day.ts';
import { home } from './fr/home.ts';
import { integrations } from './fr/integrations.ts';
import { menu } from './fr/menu.ts';
import { sales } from './fr/sales.ts';
import { settings } from './fr/settings.ts';
import { shell } from './fr/shell.ts';

/** French: exactly the keys of English, held to it by the type of each part. */
export const fr: Record<MessageId, string> = {
  ...common,
  ...shell,
  ...home,
  ...sales,
  ...day,
  ...integrations,
  ...add,
  ...menu,
  ...settings,
};
