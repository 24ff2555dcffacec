import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mailbox, type MailWorld, openMailWorld } from '#test/mail/mail-world.ts';
import { attachment, greeting, message, salesCsv } from '#test/mail/mime-zoo.ts';

interface Item {
  kind: string;
  integrationId: string;
  text: string;
  action: { href: string };
}

const dayMs = 86_400_000;
let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

/** What the overview asks somebody to look at of one mailbox's integration. */
async function attention({ integrationId }: Mailbox): Promise<Item[]> {
  const reply = await world.call<{ attention: Item[] }>('GET', '/api/v1/overview');
  return reply.body.attention.filter((item) => item.integrationId === integrationId);
}
const kinds = async (box: Mailbox) => (await attention(box)).map(({ kind }) => kind);

const unclear = () => attachment('unclear.csv', 'When,Thing,Much\n01/02/2025,Tea,3\n', 'text/csv');
const sales = (name: string) =>
  attachment(
    name,
    salesCsv('2025-03-10', [`Coffee 2 7.00`, `Tea ${name.length} 3.00`]),
    'text/csv',
  );

describe('the overview of a company whose till mails its sales', () => {
  it('names the file that waits for an answer, and leads to it', async () => {
    const box = await world.mailbox();
    const { parts } = await world.receive(box, message([greeting, unclear()]));
    await world.readFiles(box);
    const [item, ...more] = await attention(box);
    expect(item).toMatchObject({ kind: 'files_asking' });
    expect(item?.action.href).toMatch(new RegExp(`/files/${parts[0]?.fileId}$`));
    expect(more).toEqual([]);
  });

  it('names a file that could not be read until one of its name can be, for a week', async () => {
    const box = await world.mailbox(world.company, 'Unreadable');
    await world.receive(box, message([greeting, attachment('day.csv', '"', 'text/csv')]));
    await world.receive(box, message([greeting, attachment('day.xlsx', 'PK\u0003\u0004 none')]));
    await world.readFiles(box);
    expect(await kinds(box)).toContain('files_unreadable');
    await world.receive(box, message([greeting, sales('day.xlsx')]));
    await world.receive(box, message([greeting, sales('day.csv')]));
    await world.readFiles(box);
    expect(await kinds(box)).not.toContain('files_unreadable');
  });

  it('names mails that were set aside, but no automatic replies, for a week', async () => {
    const box = await world.mailbox(world.company, 'Stray');
    const reply = message([greeting], { 'Auto-Submitted': 'auto-replied' });
    await world.receive(box, reply);
    expect(await kinds(box)).toEqual([]);
    await world.receive(box, message([greeting]));
    expect(await kinds(box)).toEqual(['mails_set_aside']);
    world.clock.advance(8 * dayMs);
    expect(await kinds(box)).toEqual([]);
  });
});
