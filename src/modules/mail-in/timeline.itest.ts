import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mailbox, type MailWorld, openMailWorld } from '#test/mail/mail-world.ts';
import { attachment, greeting, message, salesCsv } from '#test/mail/mime-zoo.ts';

interface Event {
  name: string;
  kind: string | null;
  text: string;
  actor: { kind: string };
  details: Record<string, unknown>;
}

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

/** What the timeline of a mailbox's integration tells of files and mails, oldest first. */
async function told({ integrationId }: Mailbox): Promise<Event[]> {
  const path = `/api/v1/integrations/${integrationId}/timeline?kind=file&limit=100`;
  const reply = await world.call<{ items: Event[] }>('GET', path);
  return reply.body.items.reverse();
}

const report = (date: string) =>
  message([greeting, attachment('sales.csv', salesCsv(date, ['Coffee 2 7.00']), 'text/csv')]);

describe('the timeline of an integration that is sent mails', () => {
  it('tells of a mail that brought a file, and leads to it', async () => {
    const box = await world.mailbox();
    const { parts } = await world.receive(box, report('2025-03-10'));
    const [event] = await told(box);
    expect(event).toMatchObject({ name: 'mail.read', kind: 'file', actor: { kind: 'system' } });
    expect(event?.text).toMatch(/^An e-mail from till@pos\.example.* brought 1 sales file for the/);
    expect(event?.details.fileId).toBe(parts[0]?.fileId);
    expect(JSON.stringify(event)).not.toContain(box.address.split('@')[0]);
  });

  it('tells of a mail that was set aside with the reason, once, and of who has it read', async () => {
    const box = await world.mailbox(world.company, 'Aside');
    const raw = message([greeting]);
    const { id } = await world.receive(box, raw);
    await world.receive(box, raw);
    const [event, ...more] = await told(box);
    expect(event).toMatchObject({ name: 'mail.set_aside', details: { mailId: id } });
    expect(event?.text).toContain('was set aside. No sales file is in this message.');
    expect(more).toEqual([]);
    await world.call('POST', `/api/v1/integrations/${box.integrationId}/mails/${id}/replay`);
    await world.readAll();
    expect((await told(box)).map(({ name, actor }) => [name, actor.kind])).toEqual([
      ['mail.set_aside', 'system'],
      ['mail.replayed', 'api_key'],
      ['mail.set_aside', 'system'],
    ]);
  });

  it('tells of a mail that came after its integration was deactivated', async () => {
    const box = await world.mailbox(world.company, 'Gone');
    await world.call('POST', `/api/v1/integrations/${box.integrationId}/deactivate`);
    await world.send(box, report('2025-03-11'));
    const [event] = await told(box);
    expect(event?.text).toContain('This integration was deactivated when the message came.');
  });
});

describe('the timeline of an integration that is sent files', () => {
  it('tells what became of each file, by whom, and leads to it', async () => {
    const box = await world.mailbox(world.company, 'Files');
    const { parts } = await world.receive(box, report('2025-03-12'));
    await world.readFiles(box);
    const fileId = parts[0]?.fileId;
    const read = (await told(box)).find(({ name }) => name === 'file.read');
    expect(read?.text).toMatch(/“sales\.csv” of the .* was read: 1 bill of March 12, 2025\.$/);
    expect(read?.details).toMatchObject({ fileId, ordersNew: 1 });
    const at = `/api/v1/integrations/${box.integrationId}/files/${fileId}`;
    await world.call('POST', `${at}/replay`);
    await world.readFiles(box);
    const other = attachment('other.csv', 'Foo,Bar\n1,2\n', 'text/csv');
    const locked = attachment('broken.xlsx', 'PK\u0003\u0004 no workbook', 'application/zip');
    await world.receive(box, message([greeting, other, locked]));
    await world.receive(
      box,
      message([attachment('again.csv', salesCsv('2025-03-12', ['Coffee 2 7.00']), 'text/csv')]),
    );
    await world.readFiles(box);
    const names = (await told(box)).map(({ name }) => name);
    expect(names).toContain('file.replayed');
    expect(names).toContain('file.duplicate');
    expect(names.filter((name) => name === 'file.read')).toHaveLength(2);
    const refused = (await told(box)).filter(({ name }) =>
      ['file.asking', 'file.unreadable'].includes(name),
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ details }) => typeof details.fileId === 'string')).toBe(true);
  });
});
