import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import { writeStored } from '../lib/stored.ts';
import { useLiveEvents } from '../live/use-live-events.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { useFocusOnNavigation } from './focus-on-navigation.ts';
import { NotFound } from './page-states.tsx';
import { useCurrentVenue, useMe } from './session.ts';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

/** Sidebar and page on a desk, top and bottom bar on a phone. */
export function AppShell() {
  const { t } = useText();
  const { venueId } = useParams({ strict: false });
  const venue = useCurrentVenue();
  const content = useRef<HTMLElement>(null);
  useLiveEvents(useMe().company.id);
  useFocusOnNavigation(content);
  useEffect(() => {
    if (venueId !== undefined && venue !== undefined) writeStored('venue', venueId);
  }, [venueId, venue]);
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-90 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
        <Sidebar />
        <TopBar />
        <div className="min-w-0 pb-20 md:pb-0">
          <ConnectionNotice />
          <main
            ref={content}
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl px-4 pt-5 pb-12 outline-none sm:px-6 md:px-8 md:pt-8"
          >
            {venueId !== undefined && venue === undefined ? <NotFound /> : <Outlet />}
          </main>
        </div>
        <BottomBar />
      </div>
    </>
  );
}
