import { defineConfig } from 'vitest/config';

// Nothing may depend on the machine's zone: this one is 45 minutes off every whole hour and has DST.
process.env.TZ = 'Pacific/Chatham';

const roots = '{src,simulators,bench,test,web}';
const exclude = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${roots}/**/*.test.{ts,tsx}`],
          exclude,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: [`${roots}/**/*.itest.ts`],
          exclude,
          globalSetup: ['test/database-server.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: [`${roots}/**/*.e2e.ts`],
          exclude,
          globalSetup: ['test/database-server.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
