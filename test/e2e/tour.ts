import type { Page } from 'playwright-core';
import { en, type MessageId } from '../../web/portal/i18n/en.ts';
import { fr } from '../../web/portal/i18n/fr.ts';
import type { Language, Look } from './portal.ts';
import { seen, settled } from './reading.ts';
import { quietDay, restatedDay, type Scene, suspiciousDay, unreadDay } from './scene.ts';

export const catalogues: Record<Language, Record<MessageId, string>> = { en, fr };

/** The portal's own words in a language, without values. */
export type Words = (id: MessageId) => string;

/** A page worth looking at, in the state in which it is. */
export interface Stop {
  name: string;
  /** Who looks; the owner of the busy company by default. */
  who?: 'newcomer' | 'nobody';
  path: (scene: Scene) => string;
  /** What is done there before one looks. */
  act?: (page: Page, words: Words, scene: Scene) => Promise<void>;
  /** Something lies over the page: only what the screen holds is pictured. */
  isOverlaid?: boolean;
  /** Made of the same parts as another stop, with other figures: pictured, not searched again. */
  isLikeAnother?: boolean;
}

const atBusy = (rest: string) => (scene: Scene) => `/v/${scene.busy.venueId}/${rest}`;

const atSent =
  (rest: string) =>
  ({ sent }: Scene) =>
    `/v/${sent.venueId}/settings/integrations/${sent.integrationId}${rest}`;
const atFile = (fate: keyof Scene['sent']['files']) => (scene: Scene) =>
  atSent(`/files/${scene.sent.files[fate]}`)(scene);

export const stops: readonly Stop[] = [
  { name: 'sign-in', who: 'nobody', path: () => '/sign-in', act: signInWrongly },
  { name: 'first-run', who: 'newcomer', path: () => '/' },
  { name: 'home', path: () => '/' },
  {
    name: 'menus',
    path: () => '/',
    isOverlaid: true,
    async act(page, words) {
      const name = words('shell.userMenu').replace('{name}', 'Olive Owner');
      await page.getByRole('button', { name, exact: true }).click();
      await seen(page.getByRole('menuitem', { name: words('shell.signOut') }));
    },
  },
  { name: 'month', path: atBusy('sales') },
  { name: 'day', path: atBusy(`sales/${restatedDay}`) },
  { name: 'day-open', path: atBusy('sales/2026-05-15'), isLikeAnother: true },
  {
    name: 'bill',
    path: (scene) => atBusy(`sales/${restatedDay}?bill=${scene.busy.billId}`)(scene),
    isOverlaid: true,
    async act(page) {
      await seen(page.getByRole('dialog').getByRole('table'));
    },
  },
  { name: 'day-unread', path: atBusy(`sales/${unreadDay}`) },
  { name: 'day-quiet', path: atBusy(`sales/${quietDay}`) },
  { name: 'menu', path: atBusy('menu') },
  { name: 'integrations', path: atBusy('settings/integrations') },
  {
    name: 'integration-edit',
    path: atBusy('settings/integrations'),
    isOverlaid: true,
    async act(page, words) {
      await page
        .getByRole('button', { name: `${words('action.edit')}${words('colon')}Cluster` })
        .click();
      await seen(page.getByRole('dialog'));
    },
  },
  {
    name: 'integration',
    path: (scene) => atBusy(`settings/integrations/${scene.busy.integrationId}`)(scene),
  },
  {
    name: 'integration-runs',
    path: (scene) => atBusy(`settings/integrations/${scene.busy.integrationId}?tab=runs`)(scene),
  },
  {
    name: 'integration-failed',
    path: ({ failing }) => `/v/${failing.venueId}/settings/integrations/${failing.integrationId}`,
  },
  {
    name: 'integration-called-off',
    path: ({ calledOff }) =>
      `/v/${calledOff.venueId}/settings/integrations/${calledOff.integrationId}`,
  },
  {
    name: 'integrations-called-off',
    path: ({ calledOff }) => `/v/${calledOff.venueId}/settings/integrations`,
  },
  {
    name: 'integrations-timeline',
    path: ({ calledOff }) => `/v/${calledOff.venueId}/settings/integrations?tab=timeline`,
  },
  {
    name: 'integration-exists',
    path: ({ calledOff }) => `/v/${calledOff.venueId}/settings/integrations/add`,
    isOverlaid: true,
    act: chooseCluster,
  },
  { name: 'day-suspicious', path: ({ failing }) => `/v/${failing.venueId}/sales/${suspiciousDay}` },
  {
    name: 'integration-importing',
    path: ({ importing }) => `/v/${importing.venueId}/settings/integrations`,
  },
  { name: 'integrations-sent', path: ({ sent }) => `/v/${sent.venueId}/settings/integrations` },
  {
    name: 'timeline-sent',
    path: ({ sent }) => `/v/${sent.venueId}/settings/integrations?tab=timeline`,
  },
  { name: 'integration-sent', path: atSent('') },
  { name: 'files', path: atSent('/files') },
  { name: 'file-read', path: atFile('read') },
  { name: 'file-asking', path: atFile('asking') },
  { name: 'file-unreadable', path: atFile('unreadable') },
  { name: 'notices', path: atBusy('settings/notices') },
  { name: 'webhooks', path: atBusy('settings/webhooks') },
  {
    name: 'webhook-message',
    path: atBusy('settings/webhooks'),
    isOverlaid: true,
    async act(page, words) {
      const details = page.getByRole('button', { name: words('webhooks.details') });
      await details.first().click();
      await seen(page.getByRole('dialog').locator('pre').first());
    },
  },
  {
    name: 'onboarding',
    who: 'newcomer',
    path: ({ newcomer }) => `/v/${newcomer.venueId}/onboarding`,
  },
  { name: 'add-integration', path: atBusy('settings/integrations/add'), act: verifyWrongly },
  { name: 'venue-settings', path: atBusy('settings') },
  { name: 'members', path: atBusy('settings/members') },
  { name: 'api-keys', path: atBusy('settings/api-keys') },
  { name: 'account', path: atBusy('settings/account') },
  { name: 'not-found', path: atBusy('nowhere') },
];

async function signInWrongly(page: Page, words: Words): Promise<void> {
  await page.getByLabel(words('signIn.email')).fill('olive@maison-laurier.example');
  await page.getByLabel(words('signIn.password'), { exact: true }).fill('guess');
  await page.getByRole('button', { name: words('signIn.submit') }).click();
  await seen(page.getByRole('alert'));
}

async function chooseCluster(page: Page): Promise<void> {
  await page.getByRole('combobox').click();
  await page.getByRole('option', { name: /^Cluster/ }).click();
  await seen(page.getByRole('dialog'));
}

async function verifyWrongly(page: Page, words: Words): Promise<void> {
  await chooseCluster(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('question.createNew') })
    .click();
  await page.locator('summary').click();
  await page.getByRole('textbox').nth(1).fill('key-of-somebody-else');
  await page.getByRole('textbox').nth(2).fill('LAU-1001');
  await page.getByRole('button', { name: words('add.verify'), exact: true }).click();
  await seen(page.getByRole('list', { name: words('add.results') }));
}

/** Walks the tour as one reader; `look` is called at every stop once the page has settled. */
export async function takeTour(
  scene: Scene,
  look: Look,
  visit: (page: Page, stop: Stop) => Promise<void>,
  chosen: readonly Stop[] = stops,
): Promise<void> {
  const words: Words = (id) => catalogues[look.language ?? 'en'][id];
  const pages = new Map<Stop['who'], Page>();
  for (const stop of chosen) {
    const path = stop.path(scene);
    const known = pages.get(stop.who);
    const page = known ?? (await openFor(scene, stop, look));
    pages.set(stop.who, page);
    if (known) await page.goto(path);
    await settled(page);
    await stop.act?.(page, words, scene);
    await settled(page);
    await visit(page, stop);
  }
  for (const page of pages.values()) await page.context().close();
}

function openFor(scene: Scene, { who, path }: Stop, look: Look): Promise<Page> {
  const { portal, newcomer } = scene;
  if (who === 'nobody') return portal.openPage(path(scene), look);
  return portal.openSignedIn(path(scene), look, who === 'newcomer' ? newcomer.owner : undefined);
}
