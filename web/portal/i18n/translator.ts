import type { I18n } from '@lingui/core';
import { isolated } from '../../ui/isolated.ts';
import type { MessageId } from './en.ts';

export type Values = Record<string, string | number>;
export type Translate = (id: MessageId, values?: Values) => string;

/** Messages with their values put in; a text among them keeps its direction to itself. */
export const translatorOf =
  (i18n: I18n): Translate =>
  (id, values) =>
    i18n._(id, values && isolatedValues(values));

const isolatedValues = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(value) : value,
    ]),
  );
