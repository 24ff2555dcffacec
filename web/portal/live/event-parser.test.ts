import { describe, expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from './event-parser.ts';

function read(chunks: string[]): ServerEvent[] {
  const events: ServerEvent[] = [];
  const parse = createEventParser((event) => events.push(event));
  for (const chunk of chunks) parse(chunk);
  return events;
}

describe('the event stream', () => {
  it('is understood whatever the chunks are', () => {
    const text =
      ': beat\n\nevent: days.changed\ndata: {"venueId":"v1"}\n\nevent: venue.changed\ndata: {"venueId":"v2"}\n\n';
    const whole = read([text]);
    expect(whole.map((event) => event.name)).toEqual(['days.changed', 'venue.changed']);
    expect(read([...text])).toEqual(whole);
  });

  it('ignores heartbeats, and data it cannot read', () => {
    expect(read([': beat\n\n', 'data: nonsense\n\n', 'event: x\n\n'])).toEqual([]);
  });

  it('holds back an event whose end has not come', () => {
    expect(read(['event: days.changed\ndata: {"venueId":"v1"}\n'])).toEqual([]);
  });
});
