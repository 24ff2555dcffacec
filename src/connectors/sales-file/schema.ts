import { z } from 'zod';
import type { LocationCredentials } from '../contract.ts';

/** Files come to us: there is nothing to enter. */
export const credentialsSchema = z.strictObject({});

export const settingsSchema = z.strictObject({
  includeModifiers: z.boolean().default(false),
});

export type SalesFileSettings = z.infer<typeof settingsSchema>;

/** None: the one place files are sent to belongs to the integration, nobody enters it. */
export function toLocations(credentials: unknown): LocationCredentials[] {
  credentialsSchema.parse(credentials);
  return [];
}
