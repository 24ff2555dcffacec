import { describe, expect, it } from 'vitest';
import { toErrorRecord } from './error-record.ts';
import { createLog, type Log } from './log.ts';
import { createRedactor } from './redactor.ts';

function capture(secrets: string[] = []): { log: Log; lines: () => Record<string, unknown>[] } {
  let written = '';
  const redactor = createRedactor();
  for (const secret of secrets) redactor.register(secret);
  const stream = {
    write: (line: string) => {
      written += line;
    },
  };
  const log = createLog({ level: 'info', stream, redactor });
  const lines = () =>
    written
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, lines };
}

describe('the log', () => {
  it('writes JSON lines with time, level, message and fields', () => {
    const { log, lines } = capture();
    log.child({ runId: 'r1' }).info('run finished', { orders: 3 });
    log.debug('not at this level');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
        msg: 'run finished',
        runId: 'r1',
        orders: 3,
      },
    ]);
  });

  it('hides a secret in messages, fields, keys, bindings and errors', () => {
    const secret = 'p4ss"word\n';
    const { log, lines } = capture([secret]);
    const error = new Error(`refused ${secret}`, { cause: new Error(`inner ${secret}`) });
    log.child({ bound: secret }).warn(`with ${secret}`, {
      list: [{ deep: `a ${secret} b` }],
      [secret]: 1,
      error,
    });
    log.pino.error(error);
    const [first, second] = lines();
    expect(JSON.stringify([first, second])).not.toContain('p4ss');
    expect(first).toMatchObject({
      msg: 'with [redacted]',
      bound: '[redacted]',
      list: [{ deep: 'a [redacted] b' }],
      error: { message: 'refused [redacted]', cause: { message: 'inner [redacted]' } },
    });
    expect(second).toMatchObject({ err: { message: 'refused [redacted]' } });
  });

  it('stays JSON when the secret is part of a number', () => {
    const { log, lines } = capture(['1234']);
    log.info('numbers', { orderId: 9912345, other: 12 });
    expect(lines()[0]).toMatchObject({ orderId: '99[redacted]5', other: 12 });
  });

  it('hides fields by their name, registered or not', () => {
    const { log, lines } = capture();
    log.info('request', { headers: { authorization: 'Bearer x' }, body: { password: 'y' } });
    expect(lines()[0]).toMatchObject({
      headers: { authorization: '[redacted]' },
      body: { password: '[redacted]' },
    });
  });

  it('survives values that cannot be written', () => {
    const { log, lines } = capture();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    log.info('odd', { circular, big: 10n, error: null });
    expect(lines()).toHaveLength(1);
  });
});

describe('an error record', () => {
  it('is bounded in length and depth, and holds nothing but what is listed', () => {
    let error: Error = new Error('x'.repeat(5_000));
    for (let i = 0; i < 10; i++) error = new Error(`level ${i}`, { cause: error });
    Object.assign(error, { code: 'E_TEST', response: { body: 'private' } });
    const text = JSON.stringify(toErrorRecord(error));
    expect(text.length).toBeLessThan(8_000);
    expect(text).not.toContain('private');
    expect(toErrorRecord(error)).toMatchObject({
      code: 'E_TEST',
      cause: { message: 'level 8', cause: { cause: { message: 'level 6' } } },
    });
    expect(toErrorRecord(new Error('x'.repeat(5_000))).message.length).toBeLessThan(700);
  });

  it('describes whatever was thrown', () => {
    expect(toErrorRecord('text')).toEqual({ type: 'string', message: 'text' });
    expect(toErrorRecord(Object.create(null)).type).toBe('object');
    const many = new AggregateError(
      Array.from({ length: 50 }, () => new Error('one')),
      'several',
    );
    expect(toErrorRecord(many).errors).toHaveLength(5);
  });
});
