import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Connector } from '../contract.ts';
import type { ConformanceAdapter, ConformanceSimulator } from './adapter.ts';
import { checkDescription } from './check-description.ts';
import { checkReading } from './check-reading.ts';
import { checkRobustness } from './check-robustness.ts';
import { checkTroubles } from './check-troubles.ts';
import { setUpWorkbench, type Workbench } from './workbench.ts';

/**
 * What every connector is held to, engine left aside: run against its simulator over real HTTP, in
 * every variant the adapter names. To be called at the top of a test file.
 */
export function describeConformance(connector: Connector, adapter: ConformanceAdapter): void {
  describe(`the ${connector.describe.name.en} connector`, () => {
    checkDescription(connector, adapter);

    describe.each(adapter.variants)('with a vendor that tells %s', (variant) => {
      let simulator: ConformanceSimulator | null = null;
      let workbench: Workbench | null = null;
      const bench = (): Workbench => {
        if (workbench === null) throw new Error('the simulator is not running');
        return workbench;
      };
      beforeAll(async () => {
        simulator = await adapter.start(variant);
        workbench = setUpWorkbench({ connector, adapter, simulator });
      });
      afterEach(() => simulator?.clearFaults());
      afterAll(async () => simulator?.close());

      checkReading(bench);
      checkTroubles(bench);
      checkRobustness(bench);
    });
  });
}
