import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  help: string;
  nodes: { target: unknown; html: string; failureSummary?: string }[];
}

/**
 * Asks axe about all that is on the screen, shadow roots included.
 * @param rules their ids; default: every rule, no exception
 */
export async function isAccessible(page: Page, state: string, rules?: readonly string[]): Promise<void> {
  // What fades in has its colours once it is there.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => {})), // one that was cancelled is over, too
    ),
  );
  // Said by the debugger, not by the page: no policy of the page concerns it.
  await page.evaluate(`if (!globalThis.axe) { ${source} }`);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const violations = (await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`,
  )) as Finding[];
  assert.deepEqual(
    violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}; ${nodes.map((n) => `${JSON.stringify(n.target)} ${n.html.slice(0, 160)} ${n.failureSummary}`).join('\n  ')}`,
    ),
    [],
    state,
  );
}
