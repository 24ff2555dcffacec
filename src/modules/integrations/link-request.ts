import type { z } from 'zod';
import type { Connector, LocationCredentials } from '#connectors/contract.ts';
import type { FieldError } from '#kernel/errors.ts';
import type { Language } from '#kernel/localized.ts';
import { hideSecret } from './credentials.ts';
import type { IntegrationDeps } from './deps.ts';
import { isSentToUs, newFileLocation } from './file-links.ts';
import { issueWords } from './issue-words.ts';
import { invalidRequest, providerUnknown } from './refusals.ts';

/** What a person entered to connect a till, before anything is known about it. */
export interface LinkInput {
  provider: string;
  credentials: unknown;
  settings: unknown;
  /** In which to say what is wrong with a field. */
  language: Language;
}

/** The same, understood by the provider's connector. */
export interface Link {
  connector: Connector;
  locations: LocationCredentials[];
  settings: Record<string, unknown>;
}

type ParseDeps = Pick<IntegrationDeps, 'vendors' | 'registerSecret'>;

/** @throws Refusal 422 `provider_unknown` or `invalid_request` with one error per field. */
export function parseLink(deps: ParseDeps, input: LinkInput): Link {
  const connector = getConnector(deps, input.provider);
  const { language } = input;
  const parsed = [
    parsePart(connector.credentialsSchema, 'credentials', input.credentials, language),
    parsePart(connector.settingsSchema, 'settings', input.settings ?? {}, language),
  ] as const;
  const errors = parsed.flatMap((part) => part.errors);
  if (errors.length > 0) throw invalidRequest(errors);
  const locations = isSentToUs(connector)
    ? [newFileLocation(connector)]
    : connector.toLocations(parsed[0].value);
  for (const location of locations) hideSecret(deps, location.secret);
  return { connector, locations, settings: parsed[1].value as Record<string, unknown> };
}

/** @throws Refusal 422 `invalid_request`. */
export function parseLocations(
  deps: ParseDeps,
  connector: Connector,
  input: Pick<LinkInput, 'credentials' | 'language'>,
): LocationCredentials[] {
  const schema = connector.credentialsSchema;
  const { value, errors } = parsePart(schema, 'credentials', input.credentials, input.language);
  if (errors.length > 0) throw invalidRequest(errors);
  // Files come to the location there is: nothing about it can be entered.
  if (isSentToUs(connector)) return [];
  const locations = connector.toLocations(value);
  for (const location of locations) hideSecret(deps, location.secret);
  return locations;
}

/** @throws Refusal 422 `invalid_request`. */
export function parseSettings(
  connector: Connector,
  input: { settings: unknown; language: Language },
): Record<string, unknown> {
  const schema = connector.settingsSchema;
  const { value, errors } = parsePart(schema, 'settings', input.settings, input.language);
  if (errors.length > 0) throw invalidRequest(errors);
  return value as Record<string, unknown>;
}

/** @throws Refusal 422 `provider_unknown`. */
export function getConnector(deps: Pick<IntegrationDeps, 'vendors'>, provider: string): Connector {
  const connector = deps.vendors.find(provider);
  if (connector !== null) return connector;
  const known = deps.vendors.list().map((each) => each.describe.id);
  throw providerUnknown(provider, known);
}

function parsePart(
  schema: z.ZodType,
  part: 'credentials' | 'settings',
  value: unknown,
  language: Language,
): { value: unknown; errors: FieldError[] } {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data, errors: [] };
  const errors = result.error.issues.map((issue) => ({
    path: [part, ...issue.path.map(String)].join('.'),
    message: issueWords(issue)[language],
  }));
  return { value: undefined, errors };
}
