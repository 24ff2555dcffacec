import '../ui/tokens.css';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setRequestCompany } from './api/client.ts';
import { activateLanguage, i18n, initialLanguage } from './i18n/setup.ts';
import { readStored } from './lib/stored.ts';
import { createPortalRouter } from './routes.tsx';
import { createQueries } from './shell/queries.ts';
import { startTheme } from './shell/theme.ts';
import { Toasts } from './shell/toasts.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

startTheme();
setRequestCompany(readStored('company'));
await activateLanguage(initialLanguage());

const queries = createQueries();
const router = createPortalRouter(queries);

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
