import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inChromium } from './support/browser.ts';
import { createHarness } from './tracker/harness.js';

/** The faults that happen every day; `node e2e/tracker/run.js` has them all. */
const EVERY_DAY = [
  '1 navigate in the same task',
  '2 navigate, 160 kB',
  '3 close the tab',
  '5 500 for 5 s',
  '7 offline for 5 s',
  '9 tab crashes offline',
  '13 two tabs offline',
  '14 429, Retry-After 5',
  '15 storage full',
  '18 strict CSP and Trusted Types',
  '19 the answer is lost',
  '27 logout in another tab',
];

// They are made with what only Chromium lets a driver do.
if (inChromium)
  describe('no event is lost and none counted twice', { concurrency: EVERY_DAY.length }, () => {
    let harness: Awaited<ReturnType<typeof createHarness>>;
    before(async () => (harness = await createHarness()));
    after(() => harness?.close());
    for (const name of EVERY_DAY)
      test(name, async () => {
        const row = await harness.run(name);
        assert.equal(row.clean, 'yes', JSON.stringify(row));
      });
  });
