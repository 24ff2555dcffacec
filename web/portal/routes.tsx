import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { isDate } from './lib/dates.ts';
import { leaveWhenInCompany, requireSession } from './routing/require-session.ts';
import {
  daySearch,
  integrationSearch,
  integrationsSearch,
  monthSearch,
  onboardingSearch,
  signInSearch,
} from './routing/search.ts';
import { lazyPage } from './shell/lazy-part.tsx';
import { NoCompany } from './shell/no-company.tsx';
import { NotFound, NotFoundScreen, PageProblem, PageWaiting } from './shell/page-states.tsx';
import { whenCompanyIsLost, whenSessionExpires } from './shell/queries.ts';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyPage(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const noCompany = createRoute({
  getParentRoute: () => root,
  path: '/no-company',
  beforeLoad: ({ context }) => leaveWhenInCompany(context.queries),
  component: NoCompany,
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: lazyPage(() => import('./shell/app-shell.tsx'), 'AppShell'),
  beforeLoad: ({ context, location }) => requireSession(context.queries, location.href),
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyPage(() => import('./pages/home/home-page.tsx'), 'HomePage'),
});

const venue = createRoute({
  getParentRoute: () => app,
  path: '/v/$venueId',
  component: Outlet,
});

const venueHome = createRoute({
  getParentRoute: () => venue,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/v/$venueId/sales', params });
  },
});

const month = createRoute({
  getParentRoute: () => venue,
  path: '/sales',
  validateSearch: monthSearch,
  component: lazyPage(() => import('./pages/month/month-page.tsx'), 'MonthPage'),
});

const day = createRoute({
  getParentRoute: () => venue,
  path: '/sales/$date',
  validateSearch: daySearch,
  loader: ({ params }) => {
    if (!isDate(params.date)) throw notFound();
  },
  notFoundComponent: NotFound,
  component: lazyPage(() => import('./pages/day/day-page.tsx'), 'DayPage'),
});

const menu = createRoute({
  getParentRoute: () => venue,
  path: '/menu',
  component: lazyPage(() => import('./pages/menu/menu-page.tsx'), 'MenuPage'),
});

const onboarding = createRoute({
  getParentRoute: () => venue,
  path: '/onboarding',
  validateSearch: onboardingSearch,
  component: lazyPage(() => import('./pages/onboarding/onboarding-page.tsx'), 'OnboardingPage'),
});

const settings = createRoute({
  getParentRoute: () => venue,
  path: '/settings',
  component: lazyPage(() => import('./pages/settings/settings-layout.tsx'), 'SettingsLayout'),
});

const integrations = createRoute({
  getParentRoute: () => settings,
  path: '/integrations',
  validateSearch: integrationsSearch,
  component: lazyPage(
    () => import('./pages/integrations/integrations-page.tsx'),
    'IntegrationsPage',
  ),
});

const integration = createRoute({
  getParentRoute: () => settings,
  path: '/integrations/$integrationId',
  validateSearch: integrationSearch,
  component: lazyPage(() => import('./pages/integrations/integration-page.tsx'), 'IntegrationPage'),
});

const files = createRoute({
  getParentRoute: () => settings,
  path: '/integrations/$integrationId/files',
  component: lazyPage(() => import('./pages/files/files-page.tsx'), 'FilesPage'),
});

const file = createRoute({
  getParentRoute: () => settings,
  path: '/integrations/$integrationId/files/$fileId',
  component: lazyPage(() => import('./pages/files/file-page.tsx'), 'FilePage'),
});

const venuePage = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyPage(() => import('./pages/settings/venue-page.tsx'), 'VenuePage'),
});

const addIntegration = createRoute({
  getParentRoute: () => settings,
  path: '/integrations/add',
  component: lazyPage(
    () => import('./pages/add-integration/add-integration-page.tsx'),
    'AddIntegrationPage',
  ),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  component: lazyPage(() => import('./pages/settings/members-page.tsx'), 'MembersPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  component: lazyPage(() => import('./pages/settings/api-keys-page.tsx'), 'ApiKeysPage'),
});

const notices = createRoute({
  getParentRoute: () => settings,
  path: '/notices',
  component: lazyPage(() => import('./pages/settings/notices-page.tsx'), 'NoticesPage'),
});

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  component: lazyPage(() => import('./pages/settings/webhooks-page.tsx'), 'WebhooksPage'),
});

const account = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyPage(() => import('./pages/settings/account-page.tsx'), 'AccountPage'),
});

const routeTree = root.addChildren([
  signIn,
  noCompany,
  app.addChildren([
    home,
    venue.addChildren([
      venueHome,
      month,
      day,
      menu,
      onboarding,
      settings.addChildren([
        venuePage,
        integrations,
        addIntegration,
        integration,
        files,
        file,
        members,
        apiKeys,
        webhooks,
        notices,
        account,
      ]),
    ]),
  ]),
]);

/** The portal's addresses; a lost session leads to sign-in and back to where one was. */
export function createPortalRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: PageWaiting,
    defaultErrorComponent: PageProblem,
    defaultNotFoundComponent: NotFound,
  });
  whenSessionExpires(() => {
    const here = router.state.location;
    if (here.pathname === '/sign-in') return;
    queries.clear();
    void router.navigate({ to: '/sign-in', search: { next: here.href, ended: true } });
  });
  whenCompanyIsLost(() => {
    if (router.state.location.pathname === '/no-company') return;
    queries.clear();
    // Which leads on to their first company, if they are a member of another one.
    void router.navigate({ to: '/no-company', replace: true });
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
