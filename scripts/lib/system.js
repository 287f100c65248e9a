// What the tests need besides npm packages: two browsers, a PostgreSQL server, a Chinese font for pictures.
import { existsSync } from 'node:fs';
import { findBrowser } from './browsers.js';
import { run } from './node.js';
import { findPostgres } from './postgres.js';

const needs = [
  {
    what: 'Chromium or Chrome (CHROME_PATH names one that is elsewhere)',
    packages: ['chromium', 'fonts-liberation', 'fonts-noto-cjk'],
    there: () => Boolean(findBrowser('chromium')),
  },
  {
    what: 'Firefox (FIREFOX_PATH names one that is elsewhere)',
    packages: ['firefox-esr'],
    there: () => Boolean(findBrowser('firefox')),
  },
  {
    what: 'PostgreSQL 15 or later (POSTGRES_BIN names the folder of one that is elsewhere)',
    packages: ['postgresql'],
    there: () => Boolean(findPostgres()),
  },
];

/** Installs from Debian's packages what is missing, where that is possible; else ends with one line that says what to install. */
export function ensureSystem() {
  const missing = needs.filter((need) => !need.there());
  if (!missing.length) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = missing.flatMap((need) => need.packages);
    console.log(`Installing ${packages.join(', ')} from Debian's packages …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const still = needs.filter((need) => !need.there());
  if (!still.length) return;
  console.error(
    `The tests need ${still.map((need) => need.what).join('; ')}. On Debian: apt-get install ${still
      .flatMap((need) => need.packages)
      .join(' ')}`,
  );
  process.exit(1);
}
