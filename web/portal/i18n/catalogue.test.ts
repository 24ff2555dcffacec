import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { en, type MessageId } from './en.ts';
import { fr } from './fr.ts';

/** The values a compiled message asks for, also inside its plurals. */
function placeholders(tokens: unknown): string[] {
  if (!Array.isArray(tokens)) return [];
  const names = tokens.flatMap((token: unknown) => {
    if (!Array.isArray(token)) return [];
    const [name, , branches] = token as [string, string?, unknown?];
    const inner = Object.values((branches ?? {}) as Record<string, unknown>);
    return [name, ...inner.flatMap(placeholders)];
  });
  return [...new Set(names)].filter((name) => name !== '#').sort();
}

const i18n = setupI18n();
i18n.setMessagesCompiler(compileMessage);
i18n.load({ en, fr });

describe('the catalogues', () => {
  it('have the same keys and no empty message', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    expect(Object.values({ ...en, ...fr }).every((message) => message.trim() !== '')).toBe(true);
  });

  it('ask for the same values in both languages', () => {
    const different = (Object.keys(en) as MessageId[]).filter((id) => {
      // A French plural may need the count where English does not.
      const extra = placeholders(compileMessage(fr[id])).filter((name) => name !== 'count');
      const wanted = placeholders(compileMessage(en[id])).filter((name) => name !== 'count');
      return JSON.stringify(extra) !== JSON.stringify(wanted);
    });
    expect(different).toEqual([]);
  });

  it('compile, plurals included', () => {
    i18n.activate('en');
    expect(i18n._('sales.orderCount', { count: 1 })).toBe('1 order');
    expect(i18n._('integrations.every', { minutes: 60 })).toBe('Every hour');
    expect(i18n._('integrations.every', { minutes: 15 })).toBe('Every 15 minutes');
    i18n.activate('fr');
    expect(i18n._('sales.orderCount', { count: 0 })).toBe('0 commande');
    for (const id of Object.keys(fr)) {
      const text = i18n._(id, new Proxy({}, { get: () => 2, has: () => true }));
      expect(text).not.toMatch(/\{\w+, (plural|number)/);
    }
  });

  it('use the curly apostrophe, which ICU does not take for a quotation', () => {
    const straight = Object.entries({ ...en, ...fr }).filter(([, message]) =>
      message.includes("'"),
    );
    expect(straight).toEqual([]);
  });
});
