import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const everyPageVendor =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(history|(react-)?router(-core)?|(react-)?store|react-query|query-core)|@lingui|@messageformat|moo)\//;
const everyPageBase =
  /web\/(ui\/(cx|icon|button|card|pill|field|notice|skeleton|empty-state|choice|toast)\.tsx?|portal\/(api|lib|live|routing)\/|portal\/i18n\/(setup|use-text)|portal\/shell\/(page|query|money|delta|relative|session|theme|logo|toasts))/;

/** Builds the portal into dist/portal, which the server hands out. */
export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwind()],
  build: {
    outDir: here('../../dist/portal'),
    emptyOutDir: true,
    target: 'es2023',
    // The first page must stay under 180 kB gzipped: pages and charts are chunks of their own.
    reportCompressedSize: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A few chunks that every page needs compress better than forty small ones.
          groups: [
            { name: 'vendor', test: everyPageVendor },
            { name: 'base', test: everyPageBase },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:4300' },
  },
});
