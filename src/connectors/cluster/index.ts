/** Cluster POS. What it is, how to connect one and what is assumed: docs/connectors/cluster.md */

import type { Connector } from '../contract.ts';
import { classify } from './classify.ts';
import { description } from './describe.ts';
import { fetchWindow } from './fetch.ts';
import { type ClusterSettings, credentialsSchema, settingsSchema, toLocations } from './schema.ts';
import { transform } from './transform.ts';
import { verify } from './verify.ts';

export const clusterConnector: Connector<ClusterSettings> = {
  describe: description,
  credentialsSchema,
  settingsSchema,
  toLocations,
  verify,
  fetch: fetchWindow,
  transform,
  classify,
};
