export interface ServerEvent {
  name: string;
  data: Record<string, unknown>;
}

/** Feeds on chunks of a `text/event-stream` and hands out whole events; comments are heartbeats. */
export function createEventParser(onEvent: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = '';
  let name = 'message';
  let data: string[] = [];
  const dispatch = () => {
    if (data.length > 0) {
      const parsed = parseData(data.join('\n'));
      if (parsed !== null) onEvent({ name, data: parsed });
    }
    name = 'message';
    data = [];
  };
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') dispatch();
      else if (line.startsWith('event:')) name = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
    }
  };
}

function parseData(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
