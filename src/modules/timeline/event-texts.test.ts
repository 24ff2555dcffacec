import { describe, expect, it } from 'vitest';
import type { TimelineActor } from './actor.ts';
import { eventText } from './event-texts.ts';
import { presentTimeline } from './present-timeline.ts';

const ann: TimelineActor = { kind: 'user', id: 'u1', name: 'Ann' };
const system: TimelineActor = { kind: 'system' };
const link = { provider: 'cluster', providerName: 'Cluster', nickname: 'Bar' };

function said(name: string, actor: TimelineActor, details: Record<string, unknown>) {
  return (['en', 'fr'] as const).map((language) => eventText(name, { actor, details }, language));
}

describe('the sentence of an event', () => {
  it('names who did it and to what', () => {
    expect(said('integration.deactivated', ann, link)).toEqual([
      'Ann deactivated the Cluster integration "Bar". No more sales are fetched; past sales and items stay.',
      'Ann a désactivé l’intégration Cluster « Bar ». Plus aucune vente n’est récupérée ; les ventes et articles passés restent.',
    ]);
  });

  it('tells old and new of every change', () => {
    const changes = {
      nickname: { was: null, now: 'Bar' },
      includeModifiers: { was: false, now: true },
      credentials: { locations: ['A', 'B'] },
    };
    expect(said('integration.changed', ann, { ...link, changes })).toEqual([
      'Ann changed the Cluster integration "Bar": nickname none → Bar, Include modifiers no → yes, new credentials for A, B.',
      'Ann a modifié l’intégration Cluster « Bar » : surnom aucun → Bar, Inclure les modificateurs non → oui, nouveaux identifiants pour A, B.',
    ]);
  });

  it('tells what somebody decided about a day', () => {
    const details = { businessDate: '2025-03-03', note: 'Cash recounted' };
    const [en, fr] = said('day.approved', ann, details);
    expect(en).toMatch(/^Ann approved March 3, 2025: .*Cash recounted.*\. It changes only when/);
    expect(fr).toMatch(/^Ann a approuvé le 3 mars 2025/);
    const [once] = said('day.approved', ann, { ...details, note: 'Recounted at 6:41 p.m.' });
    expect(once).toContain('Recounted at 6:41 p.m.');
    expect(once).not.toContain('p.m..');
    const [adjusted] = said('day.adjusted', ann, { businessDate: '2025-03-03', reason: 'Staff' });
    expect(adjusted).toContain('added an adjustment to March 3, 2025: ');
  });

  it('speaks of silence, not of failed checks, where sales are sent to us', () => {
    const details = { ...link, since: '2025-03-01T00:00:00Z' };
    expect(said('integration.warned', system, details)[0]).toContain('Nothing has come for');
    expect(said('integration.called_off', system, details)[1]).toContain('plus rien n’arrivait');
    expect(said('integration.warned', system, { ...link, failures: 3 })[0]).toContain('3 so far');
  });

  it('says where sales are awaited that are sent, and never that they are fetched', () => {
    const files = {
      ...{ provider: 'sales-file', nickname: null, sentAs: 'file' },
      providerName: { en: 'Sales file', fr: 'Fichier de ventes' },
    };
    const push = { ...files, sentAs: 'push', sendTo: 'POST /api/v1/venues/v1/sales' };
    expect(said('integration.added', ann, files)).toEqual([
      'Ann added the Sales file integration. It waits for its first file: upload one on its page of sales files, or have the till mail its report to the address shown there.',
      'Ann a ajouté l’intégration Fichier de ventes. Elle attend son premier fichier : téléversez-en un sur sa page de fichiers de ventes, ou faites envoyer le rapport de la caisse à l’adresse qui y figure.',
    ]);
    expect(said('integration.added', ann, push)[0]).toContain(
      'waits for the first call of the till to POST /api/v1/venues/v1/sales.',
    );
    for (const name of ['added', 'deactivated', 'restored', 'resumed', 'failed', 'recovered']) {
      for (const details of [files, push]) {
        const [en = '', fr = ''] = said(`integration.${name}`, ann, details);
        expect(en).not.toMatch(/fetched|imported|sales check|gap/);
        expect(fr).not.toMatch(/récupérée|importée|vérification|vide/);
      }
    }
    const problem = { message: { en: 'It is locked.', fr: 'Il est verrouillé.' } };
    expect(said('integration.failed', system, { ...files, problem, failures: 1 })[0]).toBe(
      'A sales file of the Sales file integration could not be taken in. It is locked.',
    );
    expect(said('integration.called_off', system, { ...files, failures: 20 })[0]).toContain(
      'The next file that can be read brings it back.',
    );
  });

  it('tells what came by file and by mail, and what became of it', () => {
    const bar = { ...link, sentAs: 'file', file: 'may.csv' };
    const counts = { ordersNew: 3, ordersChanged: 1, ordersUnchanged: 0 };
    const days = { firstDate: '2025-03-03', lastDate: '2025-03-04', rowsSetAside: 1 };
    expect(said('file.read', system, { ...bar, ...counts, ...days })).toEqual([
      'The sales file “may.csv” of the Cluster integration "Bar" was read: 4 bills of March 3, 2025 to March 4, 2025; 1 row was set aside.',
      'Le fichier de ventes « may.csv » de l’intégration Cluster « Bar » a été lu : 4 additions du 3 mars 2025 au 4 mars 2025 ; 1 ligne a été mise de côté.',
    ]);
    expect(said('file.read', system, bar)[0]).toContain('it holds no sales');
    const reason = { code: 'x', message: { en: 'It is locked.', fr: 'Il est verrouillé.' } };
    expect(said('file.unreadable', system, { ...bar, reason })[0]).toBe(
      'The sales file “may.csv” of the Cluster integration "Bar" could not be read. It is locked.',
    );
    expect(said('file.replayed', ann, bar)[1]).toBe(
      'Ann a fait relire le fichier de ventes « may.csv » de l’intégration Cluster « Bar ».',
    );
    const mail = { ...link, sender: 'till@pos.example', subject: 'Daily', files: 2 };
    expect(said('mail.read', system, mail)[0]).toBe(
      'An e-mail from till@pos.example (“Daily”) brought 2 sales files for the Cluster integration "Bar".',
    );
    expect(said('mail.set_aside', system, { ...link, sender: '', reason })[1]).toBe(
      'Un courriel pour l’intégration Cluster « Bar » a été mis de côté. Il est verrouillé.',
    );
  });

  it('tells what changed about a venue', () => {
    const changes = {
      name: { was: 'Bar', now: 'Café' },
      timeZone: { was: 'America/Toronto', now: 'America/Vancouver' },
      cutoff: { was: '05:00', now: '04:00' },
      morningEnd: { was: '15:00', now: '14:00' },
    };
    expect(said('venue.changed', ann, { changes })).toEqual([
      'Ann changed settings of the venue: name Bar → Café, time zone America/Toronto → America/Vancouver, cut-off 05:00 → 04:00, end of the morning 15:00 → 14:00.',
      'Ann a modifié les réglages de l’établissement : nom Bar → Café, fuseau horaire America/Toronto → America/Vancouver, heure de coupure 05:00 → 04:00, fin de matinée 15:00 → 14:00.',
    ]);
  });

  it('keeps the direction of a name to the name', () => {
    const eve: TimelineActor = { kind: 'user', id: 'u2', name: '\u202eevE' };
    const details = { ...link, nickname: 'בר' };
    expect(said('integration.deactivated', eve, details)[0]).toContain(
      '\u2068\u202eevE\u2069 deactivated the Cluster integration "\u2068בר\u2069".',
    );
    const changes = { nickname: { was: '\u202eraB', now: 'Bar' } };
    expect(said('integration.changed', ann, { ...link, changes })[1]).toContain(
      'surnom \u2068\u202eraB\u2069 → Bar',
    );
    const derived = { ...link, runKind: 'rederive', posItemsNew: 1066 };
    expect(said('check.succeeded', system, derived)[0]).toBe(
      'Derivation of POS items of the Cluster integration "Bar": 1,066 new POS items.',
    );
    const check = { ...link, runKind: 'live', location: '\u202e1-A', ordersNew: 1 };
    expect(said('check.succeeded', system, check)[1]).toBe(
      'Vérification des ventes de l’intégration Cluster « Bar » (\u2068\u202e1-A\u2069) : 1 nouvelle.',
    );
  });

  it('ends with the trouble and what to do about it', () => {
    const problem = { kind: 'auth', code: 'x', message: { en: 'Ask them.', fr: 'Demandez.' } };
    expect(said('integration.warned', system, { ...link, failures: 10, problem })).toEqual([
      'Sales checks of the Cluster integration "Bar" keep failing (10 so far). If this goes on, it will be called off. Ask them.',
      'Les vérifications des ventes de l’intégration Cluster « Bar » continuent d’échouer (10 jusqu’ici). Si cela dure, elle sera suspendue. Demandez.',
    ]);
  });

  it('leaves out what an older version did not store', () => {
    expect(said('integration.added', system, {})[0]).toBe('Tillbridge added the integration.');
    expect(said('integration.failed', system, { problem: 7 })[0]).toBe(
      'A sales check of the integration failed.',
    );
    expect(said('backfill.finished', system, { ordersImported: 12_345 })[0]).toBe(
      'The history of the integration is imported: 12,345 bills.',
    );
  });

  it('is the stored name where there is no other', () => {
    expect(said('stock.item_counted', ann, {})[0]).toBe('Stock item counted.');
    expect(said('constructor', ann, {})[0]).toBe('Constructor.');
  });
});

describe('an event as the API shows it', () => {
  it('has its facts in the reader’s language', () => {
    const row = {
      event_id: 'e1',
      venue_id: 'v1',
      integration_id: 'i1',
      at: new Date(0),
      name: 'integration.failed',
      actor: system,
      details: {
        ...link,
        problem: { code: 'x', message: { en: 'Off.', fr: 'Éteint.' } },
        list: [1],
      },
    };
    expect(presentTimeline(row, 'fr')).toMatchObject({
      ...{ id: 'e1', at: '1970-01-01T00:00:00.000Z', integrationId: 'i1' },
      actor: { kind: 'system', name: null },
      details: { nickname: 'Bar', problem: { code: 'x', message: 'Éteint.' }, list: [1] },
    });
  });
});
