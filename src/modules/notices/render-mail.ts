import type { Language, Localized } from '#kernel/localized.ts';
import type { Notice } from './delivery.store.ts';
import { describeNotice, type NoticeText } from './notice-text.ts';
import { toPlainLine } from './plain-line.ts';

interface RenderOptions {
  /** Null: both, one below the other. */
  language: Language | null;
  publicUrl: string;
  redact: (text: string) => string;
  findContact: (provider: string) => Localized | null;
}

const subjectCharsMax = 150;

type Label = 'keepDoing' | 'toDo' | 'toCall' | 'open' | 'openWebhooks' | 'why';

const words: Record<Language, Record<Label, string>> = {
  en: {
    keepDoing: 'What we keep doing:',
    toDo: 'What to do:',
    toCall: 'Whom to call:',
    open: 'Open the integration:',
    openWebhooks: 'Open the webhooks:',
    why: 'You get this because you belong to this company. Choose what you are told here:',
  },
  fr: {
    keepDoing: 'Ce que nous continuons de faire\u00a0:',
    toDo: 'Ce qu’il faut faire\u00a0:',
    toCall: 'Qui appeler\u00a0:',
    open: 'Ouvrir l’intégration\u00a0:',
    openWebhooks: 'Ouvrir les webhooks\u00a0:',
    why: 'Vous recevez ceci parce que vous faites partie de cette entreprise. Choisissez ici ce qui vous est annoncé\u00a0:',
  },
};

/** A part of a mail: a notice in one language. */
interface Part {
  text: NoticeText;
  href: string;
  /** What the link leads to. */
  open: string;
}

/**
 * Writes one mail about one or more notices, the newest first, as plain text and as simple HTML
 * saying the same. The subject tells where things stand now, and of that the worst.
 */
export function renderMail(
  notices: readonly Notice[],
  options: RenderOptions,
): { subject: string; text: string; html: string } {
  const languages: Language[] = options.language === null ? ['en', 'fr'] : [options.language];
  const ordered = newestFirst(notices);
  const [first] = ordered;
  if (first === undefined) throw new Error('a mail is about something');
  const { publicUrl } = options;
  const settingsHref = `${publicUrl}/v/${first.venueId}/settings/notices`;
  const sections = languages.map((language) => ({
    language,
    parts: ordered.map((notice) => ({
      text: describeNotice(notice, { ...options, language }),
      href: `${publicUrl}/v/${notice.venueId}/settings/${placeOf(notice)}`,
      open: words[language][notice.kind === 'webhook_disabled' ? 'openWebhooks' : 'open'],
    })),
  }));
  return {
    subject: sections
      .map((section) => subjectOf(section, ordered.indexOf(worstOf(ordered))))
      .join(' / '),
    text: sections.map((section) => toText(section, settingsHref)).join(`\n${'='.repeat(60)}\n\n`),
    html: toHtml(sections, settingsHref),
  };
}

/** Of one instant, in the order given. */
function newestFirst(notices: readonly Notice[]): Notice[] {
  return notices.toSorted((one, other) => other.createdAtMs - one.createdAtMs);
}

/** Lower is worse. */
const ranks: Readonly<Record<Notice['kind'], number>> = {
  integration_called_off: 0,
  webhook_disabled: 1,
  integration_warned: 2,
  integration_recovered: 3,
};

/** What a notice is about: of several about one, the newest tells how it is. */
const subjectIdOf = (notice: Notice): string =>
  notice.kind === 'webhook_disabled' ? notice.payload.endpointId : notice.payload.integrationId;

/** The worst of how things stand, the newest of equally bad ones. */
function worstOf(ordered: readonly Notice[]): Notice {
  const standing = [...Map.groupBy(ordered, subjectIdOf).values()].flatMap((ofOne) =>
    ofOne.slice(0, 1),
  );
  return standing.reduce((worst, each) => (ranks[each.kind] < ranks[worst.kind] ? each : worst));
}

function placeOf(notice: Notice): string {
  return notice.kind === 'webhook_disabled'
    ? 'webhooks'
    : `integrations/${notice.payload.integrationId}`;
}

interface Section {
  language: Language;
  parts: Part[];
}

/** @param named which of the parts the subject names. */
function subjectOf({ language, parts }: Section, named: number): string {
  const title = parts[named]?.text.title ?? '';
  if (parts.length === 1) return toPlainLine(title, subjectCharsMax);
  const count = language === 'en' ? `${parts.length} notices` : `${parts.length} avis`;
  const colon = language === 'en' ? ': ' : '\u00a0: ';
  return toPlainLine(`${count}${colon}${title}…`, subjectCharsMax);
}

function toText({ language, parts }: Section, settingsHref: string): string {
  const label = words[language];
  const blocks = parts.map(({ text, href, open }) =>
    [
      `${text.title}\n${'-'.repeat(Math.min(60, text.title.length))}`,
      text.happened,
      `${label.keepDoing} ${text.keepDoing}`,
      `${label.toDo} ${text.toDo}`,
      ...(text.toCall === null ? [] : [`${label.toCall} ${text.toCall}`]),
      `${open} ${href}`,
    ].join('\n\n'),
  );
  return `${[...blocks, `${label.why}\n${settingsHref}`].join('\n\n\n')}\n`;
}

function toHtml(sections: readonly Section[], settingsHref: string): string {
  const body = sections.map(({ language, parts }) => {
    const label = words[language];
    const articles = parts.map(({ text, href, open }) =>
      [
        `<h2 style="font-size:18px;margin:0 0 8px">${escaped(text.title)}</h2>`,
        `<p>${escaped(text.happened)}</p>`,
        `<p><strong>${label.keepDoing}</strong> ${escaped(text.keepDoing)}</p>`,
        `<p><strong>${label.toDo}</strong> ${escaped(text.toDo)}</p>`,
        ...(text.toCall === null
          ? []
          : [`<p><strong>${label.toCall}</strong> ${escaped(text.toCall)}</p>`]),
        `<p>${open} <a href="${escaped(href)}">${escaped(href)}</a></p>`,
      ].join('\n'),
    );
    const why = `<p style="color:#555;font-size:13px">${label.why} <a href="${escaped(settingsHref)}">${escaped(settingsHref)}</a></p>`;
    return `<div lang="${language}">\n${[...articles, why].join('\n<hr>\n')}\n</div>`;
  });
  const lang = sections[0]?.language ?? 'en';
  return `<!DOCTYPE html>\n<html lang="${lang}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:15px;line-height:1.45;max-width:40em">\n${body.join('\n<hr>\n')}\n</body></html>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
