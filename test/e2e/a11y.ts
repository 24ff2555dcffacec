import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What WCAG 2.2 AA and axe's own best practice say; `best-practice` holds landmarks and headings. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const rowsMax = 10;
const dialog = '[role="dialog"]';

/**
 * What axe finds serious or critical on the page as it stands: rule, why, and where.
 * @param scope colours alone, where the rest was looked at already in another theme.
 */
export async function findBarriers(page: Page, scope: 'all' | 'colours'): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    // The rows of a long list are alike; looking at each costs a second and finds nothing more.
    .exclude(`tbody tr:nth-child(n + ${rowsMax})`);
  // What lies under a dialog cannot be reached, and is looked at on its own page.
  if ((await page.locator(dialog).count()) > 0) axe.include(dialog);
  const chosen = scope === 'all' ? axe.withTags(rules) : axe.withRules(['color-contrast']);
  const { violations } = await chosen.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id} (${help}): ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
    );
}
