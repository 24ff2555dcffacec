import { UserMenu } from './user-menu.tsx';
import { VenueSwitcher } from './venue-switcher.tsx';

/** The phone's head: where one is and who one is. */
export function TopBar() {
  return (
    <header className="sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-bg/90 px-3 py-2 backdrop-blur md:hidden">
      <div className="min-w-0 flex-1">
        <VenueSwitcher />
      </div>
      <UserMenu isCompact />
    </header>
  );
}
