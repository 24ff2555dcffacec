import { describe, expect, it } from 'vitest';
import { problemKinds } from '../contract.ts';
import { type HttpFailure, httpFailureKinds } from '../http-failure.ts';
import { classify, UnexpectedAnswer } from './classify.ts';
import { rateLimitedMessage, rateLimitedVerifyMessage, sentences } from './messages.ts';

const nowMs = 1_700_000_000_000;

function failure(parts: HttpFailure): Error {
  return Object.assign(new Error('a URL?key=SECRET'), { name: 'HttpFailure', ...parts });
}

function status(code: number, error?: string): Error {
  return failure({
    kind: 'status',
    status: code,
    json: error === undefined ? undefined : { error },
  });
}

describe('each trouble has its own kind, code and sentence', () => {
  it.each([
    [status(401, 'invalid_api_key'), 'auth', 'cluster.key_refused'],
    [status(401), 'auth', 'cluster.key_refused'],
    [status(404, 'unknown_serial'), 'config', 'cluster.serial_unknown'],
    [status(404), 'contract_changed', 'cluster.address_unknown'],
    [status(403, 'not_activated'), 'not_activated', 'cluster.not_activated'],
    [status(403), 'permission', 'cluster.not_allowed'],
    [status(503, 'pos_offline'), 'venue_offline', 'cluster.venue_offline'],
    [status(503), 'unavailable', 'cluster.down'],
    [status(500, 'internal'), 'unavailable', 'cluster.down'],
    [status(502), 'unavailable', 'cluster.down'],
    [status(400, 'query_not_allowed'), 'contract_changed', 'cluster.query_refused'],
    [status(418), 'contract_changed', 'cluster.answer_unexpected'],
    [failure({ kind: 'timeout' }), 'timeout', 'cluster.timeout'],
    [failure({ kind: 'network' }), 'unavailable', 'cluster.unreachable'],
    [failure({ kind: 'too_large' }), 'contract_changed', 'cluster.answer_too_large'],
    [
      failure({ kind: 'not_json', bodyStart: '<html>' }),
      'contract_changed',
      'cluster.answer_not_json',
    ],
    [
      failure({ kind: 'not_json', bodyStart: '{"rows":[' }),
      'contract_changed',
      'cluster.answer_cut_off',
    ],
    [failure({ kind: 'redirect', status: 302 }), 'contract_changed', 'cluster.redirected'],
    [failure({ kind: 'blocked_address' }), 'bug', 'cluster.address_blocked'],
    [failure({ kind: 'aborted' }), 'timeout', 'cluster.interrupted'],
    [new DOMException('stop', 'AbortError'), 'timeout', 'cluster.interrupted'],
    [
      new UnexpectedAnswer('sales-data: no list "rows"'),
      'contract_changed',
      'cluster.answer_unexpected',
    ],
    [new TypeError('SECRET'), 'bug', 'cluster.failed'],
    ['SECRET', 'bug', 'cluster.failed'],
  ])('%s is %s (%s)', (error, kind, code) => {
    const problem = classify(error, nowMs);
    expect(problem).toMatchObject({ kind, code });
    expect(JSON.stringify(problem)).not.toContain('SECRET');
  });

  it.each([
    [5000, 5000],
    [undefined, 60_000],
    [0, 1000],
    [1e12, 6 * 3_600_000],
  ])('429 with a wait of %j is asked again after %i ms', (retryAfterMs, waitMs) => {
    const limited = failure({ kind: 'status', status: 429, retryAfterMs } as HttpFailure);
    expect(classify(limited, nowMs)).toMatchObject({
      kind: 'rate_limited',
      retryAtMs: nowMs + waitMs,
    });
  });

  it('takes no sentence of the vendor over, because it may quote the key', () => {
    const error = failure({ kind: 'status', status: 401, json: { error: 'Key SECRET is bad' } });
    expect(JSON.stringify(classify(error, nowMs))).not.toContain('SECRET');
  });

  it('leaves none of the HTTP failures without a class', () => {
    for (const kind of httpFailureKinds) {
      expect(problemKinds).toContain(classify(failure({ kind }), nowMs).kind);
    }
  });
});

describe('the sentences', () => {
  const all = [
    ...Object.values(sentences).flatMap(({ message, verifyMessage }) =>
      message.en === verifyMessage.en ? [message] : [message, verifyMessage],
    ),
    rateLimitedMessage(5000),
    rateLimitedVerifyMessage(5000),
  ];

  it('say what happened and what to do, in both languages, each only once', () => {
    for (const language of ['en', 'fr'] as const) {
      const texts = all.map((message) => message[language]);
      expect(new Set(texts).size).toBe(texts.length);
      for (const text of texts) expect(text.split(/(?<=[.;])\s+/).length).toBeGreaterThanOrEqual(2);
    }
    for (const message of all) expect(message.fr).not.toBe(message.en);
  });

  it('tell a wait as people say it', () => {
    expect(rateLimitedMessage(1000).en).toContain('in 1 second;');
    expect(rateLimitedMessage(30_000).fr).toContain('dans 30 secondes');
    expect(rateLimitedMessage(61_000).en).toContain('in 2 minutes');
  });
});
