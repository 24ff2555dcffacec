import type { Finding, Link, VenueFacts } from './attention.ts';
import {
  fileLabels,
  sayAsking,
  sayAwaited,
  saySentCalledOff,
  saySentFailed,
  sayStrayMails,
  sayUnreadable,
} from './file-attention-text.ts';
import type { WaitingFiles } from './hooks.ts';

/*
 * What a person should look at of links that are sent their sales. Every finding leads to the page
 * where files are sent, answered and read again.
 */

/** Links that failed, or were called off, unless what stands in their way is told by itself. */
export function findSentTrouble(status: 'Failed' | 'CalledOff') {
  const say = status === 'Failed' ? saySentFailed : saySentCalledOff;
  return (facts: VenueFacts): Finding[] =>
    facts.links
      .filter((link) => link.sentAs !== null && link.status === status)
      .filter((link) => status === 'CalledOff' || !hasOwnFinding(facts, link))
      .map((link) => ({
        integrationId: link.integrationId,
        text: say({ ...link, venueName: facts.venue.name }, link.sentAs ?? 'file'),
        action: toSending(link),
      }));
}

/** Healthy as far as we know, but reminded: nothing has come for half the time that calls it off. */
export function findAwaited({ venue, links }: VenueFacts): Finding[] {
  return links
    .filter((link) => link.sentAs !== null && link.isWarned)
    .filter(({ status }) => status === 'Healthy' || status === 'Initializing')
    .map((link) => ({
      integrationId: link.integrationId,
      text: sayAwaited({ ...link, venueName: venue.name }, link.sentAs ?? 'file'),
      action: toSending(link),
    }));
}

export function findAsking(facts: VenueFacts): Finding[] {
  return aboutFiles(facts, ({ asking, askingFileId }, link) =>
    asking === 0
      ? null
      : {
          integrationId: link.integrationId,
          text: sayAsking(asking, { ...link, venueName: facts.venue.name }),
          action: toFile(link, fileLabels.answer, asking === 1 ? askingFileId : null),
        },
  );
}

export function findUnreadable(facts: VenueFacts): Finding[] {
  return aboutFiles(facts, ({ unreadable, unreadableFileId }, link) =>
    unreadable === 0
      ? null
      : {
          integrationId: link.integrationId,
          text: sayUnreadable(unreadable, { ...link, venueName: facts.venue.name }),
          action: toFile(link, fileLabels.seeWhy, unreadable === 1 ? unreadableFileId : null),
        },
  );
}

export function findStrayMails({ venue, links, strayMails }: VenueFacts): Finding[] {
  return links.flatMap((link) => {
    const stray = strayMails.find((each) => each.integrationId === link.integrationId);
    if (stray === undefined) return [];
    return {
      integrationId: link.integrationId,
      text: sayStrayMails(stray.count, { ...link, venueName: venue.name }),
      action: toFile(link, fileLabels.seeMails, null),
    };
  });
}

function aboutFiles(
  { links, waitingFiles }: VenueFacts,
  find: (waiting: WaitingFiles, link: Link) => Finding | null,
): Finding[] {
  return links.flatMap((link) => {
    const waiting = waitingFiles.find((each) => each.integrationId === link.integrationId);
    return (waiting && find(waiting, link)) ?? [];
  });
}

function hasOwnFinding({ waitingFiles }: VenueFacts, link: Link): boolean {
  const waiting = waitingFiles.find((each) => each.integrationId === link.integrationId);
  return waiting !== undefined && waiting.asking + waiting.unreadable > 0;
}

function toSending(link: Link): Finding['action'] {
  return link.sentAs === 'file'
    ? toFile(link, fileLabels.send, null)
    : { label: fileLabels.seeCalls, href: pageOf(link) };
}

function toFile(link: Link, label: Finding['action']['label'], fileId: string | null) {
  return { label, href: `${pageOf(link)}/files${fileId === null ? '' : `/${fileId}`}` };
}

function pageOf({ venueId, integrationId }: Link): string {
  return `/v/${venueId}/settings/integrations/${integrationId}`;
}
