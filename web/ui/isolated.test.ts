import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { translatorOf } from '../portal/i18n/translator.ts';
import { isolated } from './isolated.ts';

const turned = 'Bistro \u202egnol';

describe('a name inside a sentence', () => {
  it('stays as it is when it runs as the sentence does', () => {
    expect(isolated('Chez l’Été – 2')).toBe('Chez l’Été – 2');
  });

  it('ends its own direction, whatever it holds', () => {
    expect(isolated(turned)).toBe(`\u2068${turned}\u2069`);
    expect(isolated('\u2069\u202eno way out')).toBe('\u2068\u202eno way out\u2069');
    expect(isolated('بيت')).toBe('\u2068بيت\u2069');
  });

  it('is isolated by every message it is put into', () => {
    const i18n = setupI18n();
    i18n.setMessagesCompiler(compileMessage);
    i18n.load({ en: { 'home.morning': 'Good morning, {name}' } });
    i18n.activate('en');
    const t = translatorOf(i18n);
    expect(t('home.morning', { name: turned })).toBe(`Good morning, \u2068${turned}\u2069`);
    expect(t('home.morning', { name: 'Olive' })).toBe('Good morning, Olive');
  });
});
