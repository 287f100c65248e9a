import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ImportEvent, ImportKind, MarketInfo } from '@continuo/protocol';
import { createWorkspace, putReviewSettings, putStaff, type Db } from '@continuo/server';
import type { JWK } from 'jose';
import { reviewSettings } from './brand/reviews/index.ts';
import { CUSTOMERS } from './customers.ts';
import { fillQuestions } from './questions.ts';
import { Reviewing } from './reviews.ts';

/** Slug of the demo's workspace. */
export const DEMO = 'demo';

export const DEMO_MARKETS: readonly MarketInfo[] = [
  {
    id: 'hk',
    name: 'Hong Kong',
    currency: 'HKD',
    locales: ['en', 'zh-Hant'],
    taxIncluded: true,
    shipping: { flat: { amount: 4000, currency: 'HKD' }, freeFrom: { amount: 60000, currency: 'HKD' } },
  },
  {
    id: 'jp',
    name: 'Japan',
    currency: 'JPY',
    locales: ['en', 'zh-Hant'],
    taxIncluded: true,
    shipping: { flat: { amount: 880, currency: 'JPY' }, freeFrom: { amount: 11000, currency: 'JPY' } },
  },
];

/** People at the desk. They are of a demonstration, so their passwords are printed. */
export const DEMO_STAFF = [
  { email: 'ada@example.com', name: 'Ada Chan', role: 'admin', password: 'harbour-admin-1' },
  { email: 'ben@example.com', name: 'Ben Okafor', role: 'agent', password: 'harbour-agent-1' },
] as const;

interface Feed {
  file: string;
  kind: ImportKind;
  format: 'tsv' | 'xml' | 'jsonl';
  market: string;
  locale: string;
}

/** The brand as a merchant would hand it over. */
export const DEMO_FEEDS: readonly Feed[] = [
  { file: 'locations-en.jsonl', kind: 'jsonl', format: 'jsonl', market: 'hk', locale: 'en' },
  { file: 'locations-zh-Hant.jsonl', kind: 'jsonl', format: 'jsonl', market: 'hk', locale: 'zh-Hant' },
  { file: 'products-hk-en.tsv', kind: 'products', format: 'tsv', market: 'hk', locale: 'en' },
  { file: 'products-hk-zh-Hant.tsv', kind: 'products', format: 'tsv', market: 'hk', locale: 'zh-Hant' },
  { file: 'products-jp-en.xml', kind: 'products', format: 'xml', market: 'jp', locale: 'en' },
  { file: 'products-jp-zh-Hant.tsv', kind: 'products', format: 'tsv', market: 'jp', locale: 'zh-Hant' },
  { file: 'inventory-hk.tsv', kind: 'inventory', format: 'tsv', market: 'hk', locale: 'en' },
  { file: 'inventory-jp.tsv', kind: 'inventory', format: 'tsv', market: 'jp', locale: 'en' },
];

export const feedPath = (file: string): URL => new URL(`brand/feeds/${file}`, import.meta.url);

/** Counts of one import. */
export type Imported = Extract<ImportEvent, { type: 'done' }>;

/** Imports a feed of the brand through the backend's own route. Throws with the first refused rows when there are any. */
export const importFeed = async (
  api: (request: Request) => Promise<Response>,
  secretKey: string,
  { file, ...query }: Feed,
): Promise<Imported> => {
  const search = new URLSearchParams({ ...query, source: file.replace(/\.\w+$/, '') });
  const response = await api(
    new Request(`http://backend.local/v1/imports?${search}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'text/plain' },
      body: Readable.toWeb(createReadStream(feedPath(file))) as ReadableStream,
      duplex: 'half',
    } as RequestInit),
  );
  const lines = (await response.text()).split('\n').filter(Boolean);
  if (!response.ok) throw new Error(`${file}: the import answered ${response.status}: ${lines[0] ?? ''}`);
  const events = lines.map((line) => JSON.parse(line) as ImportEvent);
  const done = events.find((event) => event.type === 'done');
  const bad = events.filter((event) => event.type === 'refused' || event.type === 'failed');
  if (!done || bad.length)
    throw new Error(
      `${file}: ${bad
        .slice(0, 3)
        .map((b) => JSON.stringify(b))
        .join('; ')}`,
    );
  return done;
};

export interface SeedOptions {
  db: Db;
  api: (request: Request) => Promise<Response>;
  /** Origins from which the shop's pages come. */
  origins: readonly string[];
  /** Public part of the key that signs customer tokens; needs a `kid`. */
  customerKey: JWK;
  /** Keys to use instead of random ones. */
  keys?: { publishable?: string; secret?: string };
  /** From which the backend of `api` takes the time: what the demo looks back on has happened over a year. */
  clock: { now: Date };
  /** Told what is being done, a line at a time. */
  tell?: (line: string) => void;
}

/** Makes the demo's workspace with its staff, its brand and its customers. Once: a slug that is taken throws. */
export const seedDemo = async ({
  db,
  api,
  origins,
  customerKey,
  keys,
  clock,
  tell = () => {},
}: SeedOptions): Promise<{ publishable: string; secret: string }> => {
  const { workspace, publishable, secret } = await createWorkspace(db, {
    slug: DEMO,
    name: 'Slow Ferry',
    markets: DEMO_MARKETS,
    origins,
    timeZone: 'Asia/Hong_Kong',
    customerKeys: [customerKey],
    ...(keys && { keys }),
  });
  for (const staff of DEMO_STAFF) await putStaff(db, workspace, staff);
  await putReviewSettings(db, workspace, reviewSettings);
  await fillDemo({ api, clock, publishable, secret, tell });
  return { publishable, secret };
};

/** Feeds, customers, reviews and questions of the demo. May be repeated: what is there already stays as it is. */
export const fillDemo = async ({
  api,
  clock,
  publishable,
  secret,
  tell = () => {},
}: Pick<SeedOptions, 'api' | 'clock' | 'tell'> & { publishable: string; secret: string }): Promise<void> => {
  const written = { api, clock, publishable, secret, staff: DEMO_STAFF[1] };
  const reviewing = new Reviewing(written);
  const importBrand = async (): Promise<void> => {
    for (const feed of DEMO_FEEDS) {
      // Before anything is counted: the shelves are as the feeds have them.
      if (feed.kind === 'inventory') await reviewing.order();
      const { rows, added, changed, unchanged } = await importFeed(api, secret, feed);
      tell(`${feed.file}: ${rows} rows, ${added} new, ${changed} changed, ${unchanged} as before`);
    }
  };
  await Promise.all([reviewing.photograph(), importBrand()]);
  for (const customer of CUSTOMERS) {
    const response = await api(
      new Request('http://backend.local/v1/identify', {
        method: 'POST',
        headers: {
          Authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          messageId: `demo-${customer.id}`,
          userId: customer.id,
          traits: { name: customer.name.en, email: customer.email },
          context: { channel: 'server' },
        }),
      }),
    );
    if (!response.ok) throw new Error(`${customer.id}: ${response.status} ${await response.text()}`);
  }
  const { published, waiting } = await reviewing.write();
  tell(`${published} reviews are published, ${waiting} wait at the desk`);
  const { questions, answers } = await fillQuestions(written);
  tell(`${questions} questions and ${answers} answers are published`);
};
