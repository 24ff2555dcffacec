import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import type { SalesFile } from '../../api/files.types.ts';
import { en } from '../../i18n/en.ts';
import { translatorOf } from '../../i18n/translator.ts';
import { createFormats } from '../../lib/format.ts';
import { sizeText } from './file-size.ts';
import { fileSentence, originText } from './file-words.ts';

const i18n = setupI18n();
i18n.setMessagesCompiler(compileMessage);
i18n.load({ en });
i18n.activate('en');
const words = { t: translatorOf(i18n), format: createFormats('en-CA') };

const result = {
  ...{ runId: 'r', rowCount: 9, rowsSetAside: 0, ordersNew: 2, ordersChanged: 1 },
  ...{ ordersUnchanged: 1, firstDate: '2026-05-12', lastDate: '2026-05-14' },
};
const file: SalesFile = {
  ...{ id: 'f', integrationId: 'i', venueId: 'v', name: 'a.csv', size: 10, source: 'upload' },
  ...{ receivedAt: '2026-05-15T12:00:00Z', sentBy: 'Olive', state: 'read', reason: null },
  ...{ duplicateOf: null, result, warnings: [], settledAt: null },
};
const sentence = (change: Partial<SalesFile>) => fileSentence({ ...file, ...change }, words);

describe('what is said of a file', () => {
  it('counts its bills and names its days', () => {
    expect(sentence({})).toBe('Read: 4 bills of May 12, 2026 to May 14, 2026.');
    const oneDay = { ...result, lastDate: result.firstDate };
    expect(sentence({ result: oneDay })).toBe('Read: 4 bills of May 12, 2026.');
  });

  it('says when it told nothing new, or nothing at all', () => {
    const same = { ...result, ordersNew: 0, ordersChanged: 0 };
    expect(sentence({ result: same })).toMatch(
      /^Read: 1 bill of .*All of them were here already\.$/,
    );
    const none = { ...result, firstDate: null, lastDate: null };
    expect(sentence({ result: none })).toBe('Read. It holds no sales.');
  });

  it('gives the reason it could not be read in the server’s words', () => {
    const reason = { code: 'sales-file.empty', message: 'The file is empty.' };
    expect(sentence({ state: 'unreadable', reason, result: null })).toBe('The file is empty.');
  });

  it('tells who sent it, and how', () => {
    expect(originText(file, words.t)).toBe('Uploaded by Olive');
    expect(originText({ ...file, sentBy: null, source: 'mail' }, words.t)).toBe('By e-mail');
  });

  it('writes sizes as people read them', () => {
    const sizes = [640, 12_000, 1_468_006, 25 * 1024 * 1024];
    expect(sizes.map((size) => sizeText(size, 'en-CA'))).toEqual([
      '640 bytes',
      '12 kB',
      '1.4 MB',
      '25 MB',
    ]);
  });
});
