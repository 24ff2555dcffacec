import { readConfig } from '#platform/config/config.ts';
import { createLog } from '#platform/log/log.ts';
import { openApp, type Role } from '../compose.ts';
import { CommandError, defineCommand, jsonFlag, UsageError } from './command.ts';

const knownRoles: readonly Role[] = ['web', 'worker', 'mail'];

/** Production: everything from the environment; any number of copies beside each other. */
export const serveCommand = defineCommand({
  flags: {
    roles: {
      type: 'string',
      value: 'LIST',
      default: 'web,worker',
      help: 'What this copy does: web, worker, mail, or several of them',
    },
    json: jsonFlag,
  },
  example: 'serve --roles web',
  async run(choices, io) {
    const roles = readRoles(choices.roles);
    const result = readConfig(io.env, 'serve');
    if (!result.ok) throw new CommandError(result.problems.join('\n'));
    const { config } = result;
    if (roles.includes('mail') && config.mailDomain === null) {
      throw new CommandError(
        'MAIL_DOMAIN is missing: the role mail needs the domain of its addresses.',
      );
    }
    const app = await openApp({ config, roles, log: createLog({ level: config.logLevel }) });
    io.stdout.write(
      choices.json
        ? `${JSON.stringify({ url: app.url, mailPort: app.mailPort, roles })}\n`
        : `Tillbridge serves ${roles.join(', ')}${app.url ? ` at ${app.url}` : ''}${app.mailPort === null ? '' : `, mail on port ${app.mailPort}`}.\n`,
    );
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await app.close();
  },
});

function readRoles(text: string): Role[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !(knownRoles as readonly string[]).includes(name));
  if (unknown !== undefined || names.length === 0) {
    throw new UsageError(`--roles is a list of ${knownRoles.join(', ')}, not "${text}".`);
  }
  return names as Role[];
}
