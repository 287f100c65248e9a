import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { ReviewDigest } from '@continuo/protocol';
import pino from 'pino';
import { transact } from '../database/index.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import type { Summarize, SummarizeRequest } from './digest.ts';
import { linesOf, storeLines } from './index.ts';
import { Reviewed } from './testing/reviewers.ts';

/** What was asked, and what is done with it. */
let asked: SummarizeRequest[] = [];
let summarize: Summarize;
/** The praise and the criticism of the reviews, each by the first two that say so. */
const plain: Summarize = async ({ reviews, to }) => {
  const idsOf = (is: (stars: number) => boolean) =>
    reviews
      .filter(({ rating }) => is(rating))
      .slice(0, 2)
      .map(({ id }) => id);
  return [
    { text: `${to}: pours well`, reviewIds: idsOf((stars) => stars > 3) },
    { text: `${to}: too small`, reviewIds: idsOf((stars) => stars <= 3) },
  ];
};
const logged: string[] = [];

let clock: Date;
const pass = (minutes: number) => (clock = new Date(clock.getTime() + minutes * 60_000));

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend({
    now: () => clock,
    log: pino({ level: 'warn' }, { write: (line: string) => logged.push(line) }),
    summarize: (request) => {
      asked.push(request);
      return summarize(request);
    },
  });
});
after(() => backend.close());
beforeEach(async () => {
  clock = new Date();
  asked = [];
  summarize = plain;
  logged.length = 0;
  here = await Reviewed.open(backend);
});

/** Reviews with so many of one star to five. */
async function reviewed(histogram: readonly number[], product = 'p-A'): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, n] of histogram.entries())
    for (let k = 0; k < n; k++)
      ids.push(
        (await here.published({ rating: i + 1, title: `Stars ${i + 1}`, body: `Said ${k}` }, product)).id,
      );
  return ids;
}
const pathOf = (locale = 'en', product = 'p-A') =>
  `/v1/products/${product}/reviews/digest?key=${here.ws.publishable}&locale=${locale}`;
const ask = async (locale?: string, product?: string) =>
  (await here.ws.json<{ digest?: ReviewDigest }>(pathOf(locale, product))).digest;
const rows = () =>
  backend.database.db
    .selectFrom('review_digests')
    .selectAll()
    .where('ws', '=', here.ws.workspace.id)
    .orderBy('locale')
    .execute();
async function until(what: string, holds: () => unknown): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds());) {
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
/** Asks, and waits until what was begun is made. */
async function made(locale?: string, product?: string): Promise<ReviewDigest | undefined> {
  await ask(locale, product);
  await until('it is made', async () =>
    (await rows()).every(({ made_at, asked_at }) => made_at?.getTime() === asked_at.getTime()),
  );
  return ask(locale, product);
}
const textsOf = (digest: ReviewDigest | undefined) => digest?.claims.map(({ text }) => text);
/** Says it as an import does. */
async function change(id: string, more: object): Promise<void> {
  const { db } = backend.database;
  const line = (await linesOf(db, here.ws.workspace, [id])).get(id)!;
  await transact(db, (tx) => storeLines(tx, here.ws.workspace, [{ ...line, ...more }], new Date()));
}

describe('a digest of reviews', () => {
  test('is made while nobody waits, of reviews with all numbers of stars, and says what each claim rests on', async () => {
    await reviewed([1, 0, 2, 3, 5]);
    assert.equal(await ask('en-GB'), undefined);
    const digest = (await made('en-GB'))!;
    assert.equal(asked.length, 1);
    const { reviews, to, productId } = asked[0]!;
    assert.deepEqual([productId, to], ['p-A', 'en']);
    assert.deepEqual(reviews.map(({ rating }) => rating).sort(), [1, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5]);
    assert.deepEqual(Object.keys(reviews[0]!).sort(), ['body', 'id', 'locale', 'rating', 'title']);
    assert.deepEqual([digest.productId, digest.locale, digest.count], ['p-A', 'en', 11]);
    assert.equal(digest.at, clock.toISOString());
    assert.deepEqual(textsOf(digest), ['en: pours well', 'en: too small']);
    const named = digest.claims.flatMap(({ reviewIds }) => reviewIds);
    assert.deepEqual(
      digest.reviews.map(({ id }) => id),
      named,
    );
    assert.ok(digest.reviews.every(({ author, title }) => author === 'Ada' && title.startsWith('Stars')));
  });

  test('is made once, however many ask, and once more for another language', async () => {
    await reviewed([0, 0, 3, 3, 5]);
    await Promise.all([1, 2, 3, 4, 5].map(() => ask()));
    assert.deepEqual(textsOf(await made('zh-TW'))?.[0], 'zh-Hant: pours well');
    assert.deepEqual(asked.map(({ to }) => to).sort(), ['en', 'zh-Hant']);
  });

  test('has an ETag that changes with it', async () => {
    await reviewed([0, 0, 3, 3, 5]);
    const etagOf = async () => (await here.ws.fetch(pathOf())).headers.get('etag')!;
    const first = await etagOf();
    await made();
    const second = await etagOf();
    assert.notEqual(second, first);
    const again = await here.ws.fetch(pathOf(), { headers: { 'If-None-Match': second } });
    assert.equal(again.status, 304);
  });

  test('is of ten reviews at least that say something, and in a language that there is', async () => {
    await reviewed([0, 0, 2, 3, 4]);
    assert.equal(await made(), undefined);
    await here.published({ rating: 5 });
    assert.equal(await made(), undefined, 'stars alone say nothing to sum up');
    assert.equal(asked.length, 0);
    assert.equal((await here.ws.fetch(pathOf('qq'))).status, 400);
    assert.equal(await made('en', 'none'), undefined);
  });

  test('is not shown where claims rest on praise alone though there is criticism', async () => {
    await reviewed([0, 1, 0, 3, 8]);
    summarize = async (request) => (await plain(request)).slice(0, 1);
    assert.equal(await made(), undefined);
    assert.equal(asked.length, 1);
  });

  test('shows text, whatever it is given, and nothing that rests on no review', async () => {
    const [id] = await reviewed([2, 0, 0, 0, 8]);
    summarize = async (request) => [
      ...(await plain(request)),
      { text: '<img src=x onerror="alert(1)">\n ', reviewIds: [id!, 'invented'] },
      { text: 'Everybody loves it', reviewIds: ['invented'] },
    ];
    const digest = await made();
    assert.deepEqual(digest?.claims.at(-1), { text: '<img src=x onerror="alert(1)">', reviewIds: [id] });
  });
});

describe('what a claim rests on', () => {
  const sides = { text: 'Rests on both', reviewIds: [] as string[] };
  /** A digest of a claim on the two critical reviews, of one on the first of them alone, and of praise. */
  async function open(): Promise<[first: string, second: string]> {
    const ids = await reviewed([2, 0, 0, 0, 9]);
    const [first, second] = ids as [string, string];
    summarize = async () => [
      { ...sides, reviewIds: [first, second] },
      { text: 'Rests on one', reviewIds: [first] },
      { text: 'Praise', reviewIds: ids.slice(2, 4) },
    ];
    assert.deepEqual(textsOf(await made()), ['Rests on both', 'Rests on one', 'Praise']);
    return [first, second];
  }
  const withdrawals: [name: string, withdraw: (id: string) => Promise<unknown>][] = [
    ['refused', (id) => here.decide(id, { state: 'refused', reason: 'fraud' })],
    ['rewritten', (id) => change(id, { body: 'Something else' })],
    ['given other stars', (id) => change(id, { rating: 2 })],
    ['moved to another product', (id) => change(id, { productId: 'p-B' })],
    [
      'deleted',
      (id) =>
        backend.database.db
          .deleteFrom('reviews')
          .where('ws', '=', here.ws.workspace.id)
          .where('id', '=', id)
          .execute(),
    ],
  ];
  for (const [name, withdraw] of withdrawals)
    test(`goes at once when it is ${name}, and what rests on it alone goes with it`, async () => {
      const [first, second] = await open();
      await withdraw(first);
      const digest = await ask();
      assert.deepEqual(textsOf(digest), ['Rests on both', 'Praise']);
      assert.deepEqual(digest?.claims[0]?.reviewIds, [second]);
      assert.ok(!JSON.stringify(await rows()).includes(first), 'nor is it kept');
      assert.equal(asked.length, 1, 'it was made a moment ago');
      pass(6);
      summarize = plain;
      assert.deepEqual(textsOf(await made())?.[0], 'en: pours well', 'it is made anew');
    });

  test('stays when a review says the same after an import, or is answered', async () => {
    const [first] = await open();
    await change(first, {});
    const body = { text: 'Thank you' };
    await here.ws.json(`/v1/moderation/${first}/response`, { ...(await here.desk()), method: 'PUT', body });
    assert.deepEqual(textsOf(await ask()), ['Rests on both', 'Rests on one', 'Praise']);
    pass(6);
    await ask();
    assert.equal(asked.length, 1);
  });

  test('is erased with its author', async () => {
    const author = await here.customer('erased');
    const { id } = await here.write(author, { rating: 1, title: 'My name is Eve' });
    await here.decide(id);
    await reviewed([1, 0, 0, 0, 9]);
    summarize = async (request) => [
      ...(await plain(request)),
      { text: 'Eve does not like it', reviewIds: [id] },
    ];
    assert.equal((await made())?.claims.length, 3);
    await here.ws.fetch('/v1/customers/erased', { secret: true, method: 'DELETE' });
    assert.ok(!JSON.stringify(await rows()).includes('Eve'));
  });

  test('is left out when it is withdrawn while the digest is made', async () => {
    const ids = await reviewed([2, 0, 0, 0, 9]);
    summarize = async () => {
      await here.decide(ids[0]!, { state: 'refused', reason: 'fraud' });
      await change(ids[2]!, { title: 'Something else' });
      return [
        { text: 'Gone', reviewIds: [ids[0]!] },
        { text: 'Changed', reviewIds: [ids[2]!] },
        { text: 'There', reviewIds: [ids[0]!, ids[1]!, ids[3]!] },
      ];
    };
    const digest = await made();
    assert.deepEqual(digest?.claims, [{ text: 'There', reviewIds: [ids[1], ids[3]] }]);
    pass(6);
    summarize = plain;
    assert.equal((await made())?.claims.length, 2, 'it is made anew');
  });
});

describe('it is made anew', () => {
  test('when there are a tenth more reviews, and not sooner; the old one is shown meanwhile', async () => {
    await reviewed([0, 0, 3, 0, 17]);
    await made();
    await reviewed([0, 0, 0, 0, 1]);
    pass(6);
    await made();
    assert.equal(asked.length, 1, 'one of twenty is no tenth');
    await reviewed([0, 0, 0, 0, 1]);
    let go = () => {};
    const waits = new Promise<void>((resolve) => (go = resolve));
    summarize = async (request) => (await waits, [...(await plain(request))].reverse());
    assert.equal(textsOf(await ask())?.[0], 'en: pours well');
    assert.equal(textsOf(await ask())?.[0], 'en: pours well');
    go();
    assert.equal(textsOf(await made())?.[0], 'en: too small');
    assert.equal(asked.length, 2);
  });

  test('after five minutes where it could not be made, with a line in the log that says of what', async () => {
    await reviewed([0, 0, 3, 0, 9]);
    for (const broken of [
      () => Promise.reject(new Error('no engine')),
      () => {
        throw new Error('no engine');
      },
      async () => 'text' as unknown as [],
    ] satisfies Summarize[]) {
      summarize = broken;
      logged.length = 0;
      assert.equal(await ask(), undefined);
      await until('it is logged', () => logged.length);
      assert.match(logged[0]!, /reviews could not be summed up/);
      assert.doesNotMatch(logged[0]!, /Said \d/);
      const before_ = asked.length;
      assert.equal(await ask(), undefined);
      assert.equal(asked.length, before_, 'not again at once');
      pass(6);
    }
    summarize = plain;
    assert.equal((await made())?.claims.length, 2);
  });

  test('for one address so many times and no more; what is kept it may read', async () => {
    const strict = await openTestBackend({ summarize: plain, rateLimits: { digests: 1 } });
    const before_ = here;
    try {
      here = await Reviewed.open(strict);
      await reviewed([0, 0, 3, 0, 9]);
      assert.equal((await made('en'))?.claims.length, 2);
      assert.equal(await ask('fr'), undefined);
      assert.equal((await rows()).length, 1);
      assert.equal((await ask('en'))?.claims.length, 2);
    } finally {
      here = before_;
      await strict.close();
    }
  });
});

test('a server that writes its pages writes the digest into them, where it is asked for', async () => {
  await reviewed([0, 0, 3, 0, 9]);
  const read = async (query: string) => {
    const path = `/v1/products/p-A/reviews/fragment?key=${here.ws.publishable}&locale=en${query}`;
    const response = await here.ws.fetch(path);
    return { html: await response.text(), etag: response.headers.get('etag') };
  };
  const first = await read('&digest=true');
  assert.match(first.html, /^<continuo-review-summary product-id="p-A" digest>/);
  assert.doesNotMatch(first.html, /pours well/);
  await made();
  const second = await read('&digest=true');
  assert.match(second.html, /en: pours well/);
  assert.notEqual(second.etag, first.etag);
  assert.doesNotMatch((await read('')).html, /pours well/);
});

test('a backend that closes waits for no answer, and says so to who is asked', async () => {
  let signal: AbortSignal | undefined;
  const closing = await openTestBackend({
    summarize: (request) => ((signal = request.signal), new Promise(() => {})),
  });
  const before_ = here;
  here = await Reviewed.open(closing);
  await reviewed([0, 0, 3, 0, 9]);
  await ask();
  await until('it is asked', () => signal);
  await closing.close();
  assert.equal(signal?.aborted, true);
  here = before_;
});

test('a backend without anybody who sums up has no digests', async () => {
  const without = await openTestBackend();
  const before_ = here;
  try {
    here = await Reviewed.open(without);
    await reviewed([0, 0, 3, 0, 9]);
    assert.deepEqual(await here.ws.json(pathOf()), {});
    assert.deepEqual(await rows(), []);
  } finally {
    here = before_;
    await without.close();
  }
});
