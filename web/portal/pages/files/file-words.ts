import type { Tone } from '../../../ui/pill.tsx';
import type { FileResult, SalesFile } from '../../api/files.types.ts';
import type { Translate } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';

export const stateTones: Record<SalesFile['state'], Tone> = {
  received: 'neutral',
  reading: 'accent',
  read: 'good',
  asking: 'warn',
  unreadable: 'bad',
  duplicate: 'neutral',
};

interface Words {
  t: Translate;
  format: Formats;
}

/** How a file came, in words. */
export function originText({ source, sentBy }: SalesFile, t: Translate): string {
  if (source !== 'upload') return t('files.from.mail');
  return sentBy === null ? t('files.from.upload') : t('files.from.uploadBy', { name: sentBy });
}

/** "May 12, 2026", or the first and the last of several days. */
export function daysText(
  { firstDate, lastDate }: { firstDate: string; lastDate: string },
  { t, format }: Words,
): string {
  if (firstDate === lastDate) return format.date(firstDate);
  return t('files.period', { from: format.date(firstDate), to: format.date(lastDate) });
}

export const billCount = (result: FileResult): number =>
  result.ordersNew + result.ordersChanged + result.ordersUnchanged;

/** One sentence on what became of a file; what could not be read says why in the server's words. */
export function fileSentence(file: SalesFile, words: Words): string {
  const { t } = words;
  if (file.state === 'unreadable' && file.reason) return file.reason.message;
  if (file.state !== 'read')
    return file.state === 'unreadable'
      ? t('files.state.unreadable')
      : t(`files.said.${file.state}`);
  const { result } = file;
  if (result === null || result.firstDate === null || result.lastDate === null) {
    return t('files.said.noSales');
  }
  const { firstDate, lastDate } = result;
  const hasNews = result.ordersNew + result.ordersChanged > 0;
  return t(hasNews ? 'files.said.read' : 'files.said.nothingNew', {
    bills: t('files.billCount', { count: billCount(result) }),
    days: daysText({ firstDate, lastDate }, words),
  });
}
