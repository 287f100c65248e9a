import { routes, type NewReview, type OwnReview } from '@continuo/protocol';
import { check, same } from './check.ts';
import { keepsDrafts } from './drafts.ts';
import { conforms, newId, type By, type Caller, type Case } from './subject.ts';

const { reviews, changes, identity } = routes;
const pot = { productId: 'harbour-teapot' };

const write = (at: Caller, by: By, review: Partial<NewReview> = {}, params = pot): Promise<OwnReview> => {
  const body = { id: newId(), rating: 4, locale: 'en', author: 'Ada', ...review };
  return at.ask(reviews.create, { ...by, params, body });
};
/** Writes as somebody new, and it is published. */
async function publish(at: Caller, review: Partial<NewReview> = {}, params = pot): Promise<OwnReview> {
  const written = await write(at, await at.guest(), review, params);
  await at.subject.decide('review', written.id, 'published');
  return written;
}
const listed = async (at: Caller, query: Record<string, string> = {}): Promise<string[]> =>
  (await at.ask(reviews.list, { params: pot, query })).reviews.map(({ id }) => id);
const summaryOf = async (at: Caller, productId = pot.productId) =>
  (await at.ask(reviews.summaries, { query: { products: productId } })).summaries[0]!;

export const reviewCases: readonly Case[] = [
  conforms(
    'a review is kept once and waits: its author sees it, nobody else does, and it does not count',
    async (at) => {
      const by = await at.guest();
      const review = { id: newId(), title: ' Pours well ', body: '<b>No</b> drips', recommended: true };
      const first = await write(at, by, review);
      same(
        [first.state, first.body, first.helpful],
        ['pending', '<b>No</b> drips', { yes: 0, no: 0 }],
        'review',
      );
      same((await write(at, by, review)).id, first.id, 'sent again');
      same(await listed(at), [], 'listed');
      same((await summaryOf(at)).count, 0, 'counted');
      same(
        (await at.ask(reviews.own, by)).reviews.map(({ id }) => id),
        [first.id],
        "the author's own",
      );
      const other = await at.guest();
      same((await at.ask(reviews.own, other)).reviews, [], "another's own");
      const body = { ...review, rating: 1, locale: 'en', author: 'Eve' };
      await at.refused('review/unknown', 404, reviews.create, { ...other, params: pot, body });
      const second = { ...body, id: newId() };
      await at.refused('review/exists', 409, reviews.create, { ...by, params: pot, body: second });
    },
  ),

  conforms('a review whose author says that they received something for it is marked', async (at) => {
    const written = await publish(at, { incentivised: true });
    same(written.badges, ['incentivised'], 'its badges');
    const { reviews: shown } = await at.ask(reviews.list, { params: pot, query: {} });
    same(shown[0]?.badges, ['incentivised'], 'shown');
    same((await publish(at)).badges, [], 'without a word');
  }),

  conforms(
    'who wrote three reviews that three readers each found helpful is a top contributor',
    async (at) => {
      const by = await at.guest();
      const badges = async () => (await at.ask(reviews.list, { params: pot, query: {} })).reviews[0]?.badges;
      let last = '';
      for (const productId of ['harbour-teapot', 'quay-cup', 'ferry-tray']) {
        const { id: reviewId } = await write(at, by, {}, { productId });
        last = reviewId;
        await at.subject.decide('review', reviewId, 'published');
        same(await badges(), [], `before ${productId}`);
        for (const vote of ['yes', 'yes', 'yes'] as const)
          await at.ask(reviews.vote, { ...(await at.guest()), params: { reviewId }, body: { vote } });
      }
      same(await badges(), ['top-contributor'], 'three reviews');
      await at.subject.decide('review', last, 'refused');
      same(await badges(), [], 'one of them refused');
    },
  ),

  conforms('a review is translated where the settings say that reviews are, else never', async (at) => {
    const { id } = await publish(at, { title: 'Pours well' });
    const { translations } = await at.ask(reviews.settings, { query: {} });
    const params = { reviewId: id };
    const query = { locale: 'ja' };
    if (translations) {
      const { reviewId, from, to } = await at.ask(reviews.translation, { params, query });
      same([reviewId, from, to], [id, 'en', 'ja'], 'translation');
    } else await at.refused('review/translation-unavailable', 404, reviews.translation, { params, query });
    const none = { params: { reviewId: 'none' }, query };
    await at.refused('review/unknown', 404, reviews.translation, none);
  }),

  conforms('a digest rests on published reviews alone, or there is none', async (at) => {
    const params = pot;
    const ask = () => at.ask(reviews.digest, { params, query: { locale: 'en' } });
    same(await ask(), {}, 'of nothing');
    const all: string[] = [];
    for (let i = 0; i < 12; i++)
      all.push((await publish(at, { rating: 1 + (i % 5), title: `Said ${i}` })).id);
    const conformsWith = async (shown: readonly string[]) => {
      const { digest } = await ask();
      if (!digest) return;
      const named = digest.claims.flatMap(({ reviewIds }) => reviewIds);
      check(named.length > 0 && named.every((id) => shown.includes(id)), 'rests on what is published');
      same([...new Set(named)].sort(), digest.reviews.map(({ id }) => id).sort(), 'reviews');
      same([digest.productId, digest.locale], [pot.productId, 'en'], 'digest');
    };
    await conformsWith(all);
    await conformsWith(all);
    await at.subject.decide('review', all[0]!, 'refused');
    await conformsWith(all.slice(1));
    await at.refused('request/invalid', 400, reviews.digest, { params, query: { locale: '!' } });
  }),

  conforms('a server gets the first page as HTML, in which what people wrote is text', async (at) => {
    const html = (query: Record<string, string> = {}) => at.ask(reviews.fragment, { params: pot, query });
    const tags = ['<continuo-review-summary', '<continuo-review-list'];
    const none = await html();
    same(
      [...tags, 'application/ld+json'].map((part) => none.includes(part)),
      [true, true, false],
      'of nothing',
    );
    await publish(at, { title: 'Pours <b>well</b>', body: 'No drips' });
    await write(at, await at.guest(), { body: 'Nobody has decided' });
    const first = await html();
    same(
      [...tags, 'No drips', 'application/ld+json', '<b>', 'Nobody'].map((part) => first.includes(part)),
      [true, true, true, true, false, false],
      'the first page',
    );
    const attributes = await html({ highlights: 'true', digest: 'true' });
    check(/<continuo-review-summary[^>]* highlights[^>]* digest/.test(attributes), 'what the summary shows');
    check((await html({ locale: 'zh-Hant' })).includes('評'), 'in Chinese');
    const params = { productId: 'none' };
    await at.refused('catalog/product-unknown', 404, reviews.fragment, { params });
  }),

  conforms('a published review is translated, where the backend can', async (at) => {
    const { id: reviewId } = await write(at, await at.guest(), { title: 'Pours well' });
    const into = (locale: string) => ({ params: { reviewId }, query: { locale } });
    await at.refused('review/unknown', 404, reviews.translation, into('ja'));
    await at.subject.decide('review', reviewId, 'published');
    if (!(await at.ask(reviews.settings)).translations) {
      await at.refused('review/translation-unavailable', 404, reviews.translation, into('ja'));
      return;
    }
    const { title, ...rest } = await at.ask(reviews.translation, into('ja'));
    same(rest, { reviewId, from: 'en', to: 'ja', body: '' }, 'translation');
    check(title && title !== 'Pours well', `${title} is no translation`);
    same((await at.ask(reviews.translation, into('zh-TW'))).to, 'zh-Hant', 'the script belongs to it');
    for (const locale of ['en-GB', 'qq'])
      await at.refused('request/invalid', 400, reviews.translation, into(locale));
  }),

  conforms('what cannot be a review is refused with a code', async (at) => {
    const by = await at.guest();
    const body = { id: newId(), rating: 4, locale: 'en', author: 'Ada' };
    const refuse = (
      code: 'request/invalid' | 'review/answer-unknown' | 'catalog/product-unknown',
      status: number,
      more: object,
      params = pot,
    ) => at.refused(code, status, reviews.create, { ...by, params, body: { ...body, ...more } });
    await refuse('request/invalid', 400, { rating: 6 });
    await refuse('request/invalid', 400, { author: ' ' });
    await refuse('catalog/product-unknown', 404, {}, { productId: 'none' });
    await refuse('review/answer-unknown', 422, { ratings: [{ name: 'smell', value: 3 }] });
    await refuse('review/answer-unknown', 422, { attributes: [{ name: 'drinks', value: 'nothing' }] });
    await at.refused('auth/missing', 401, reviews.create, { params: pot, body });
    await at.refused('auth/invalid', 401, reviews.create, { params: pot, body, device: 'nonsense' });
  }),

  conforms('a decision publishes it, counts it and tells its author', async (at) => {
    const by = await at.guest();
    const { cursor } = await at.ask(changes.list, by);
    const written = await write(at, by, {
      rating: 5,
      recommended: true,
      ratings: [{ name: 'quality', value: 4 }],
    });
    await at.subject.decide('review', written.id, 'published');
    same(await listed(at), [written.id], 'listed');
    const { count, average, histogram, recommended, ratings } = await summaryOf(at);
    same([count, average, histogram], [1, 5, [0, 0, 0, 0, 1]], 'summary');
    same(
      [recommended, ratings],
      [{ yes: 1, answers: 1 }, [{ name: 'quality', average: 4, count: 1 }]],
      'answers',
    );
    const told = await at.ask(changes.list, { ...by, query: { after: String(cursor) } });
    same(
      told.changes.map((change) => (change.kind === 'review' ? change.data.review.state : change.kind)),
      ['pending', 'published'],
      'changes',
    );
    await at.subject.decide('review', written.id, 'refused');
    same([await listed(at), (await summaryOf(at)).count], [[], 0], 'refused');
    same((await at.ask(reviews.own, by)).reviews[0]?.state, 'refused', 'its author knows');
  }),

  conforms('summaries come in the order asked for; a product of none has a count of 0', async (at) => {
    await publish(at, { rating: 3 }, { productId: 'quay-cup' });
    const { summaries } = await at.ask(reviews.summaries, {
      query: { products: 'none,quay-cup,harbour-teapot' },
    });
    same(
      summaries.map(({ productId, count }) => [productId, count]),
      [
        ['none', 0],
        ['quay-cup', 1],
        ['harbour-teapot', 0],
      ],
      'summaries',
    );
    const many = Array.from({ length: 101 }, (_, i) => `p${i}`).join(',');
    await at.refused('request/invalid', 400, reviews.summaries, { query: { products: many } });
  }),

  conforms('lists are filtered, searched in any script, sorted and paged', async (at) => {
    const good = await publish(at, {
      rating: 5,
      title: 'Pours well',
      attributes: [{ name: 'drinks', value: 'green' }],
    });
    const bad = await publish(at, {
      rating: 1,
      recommended: false,
      body: '出水順，不滴漏',
      locale: 'zh-Hant',
    });
    const fair = await publish(at, { rating: 3, recommended: true, body: 'Too small to share' });
    const all = [good.id, bad.id, fair.id];
    same((await listed(at)).sort(), [...all].sort(), 'all');
    same(await listed(at, { sort: 'highest' }), [good.id, fair.id, bad.id], 'highest');
    same(await listed(at, { sort: 'lowest' }), [bad.id, fair.id, good.id], 'lowest');
    same(await listed(at, { stars: '5,1', sort: 'highest' }), [good.id, bad.id], 'stars');
    same(await listed(at, { q: 'POUR' }), [good.id], 'the beginning of a word');
    same(await listed(at, { q: '滴漏' }), [bad.id], 'Chinese');
    same(await listed(at, { q: 'small pours' }), [], 'words of two reviews');
    const wordsOf = async (query: Record<string, string>) =>
      (await at.ask(reviews.list, { params: pot, query })).searched?.words;
    same(await wordsOf({ q: 'POURS, Café滴漏 ｔ' }), ['pours', 'cafe', '滴漏', 't'], 'what is marked');
    same([await wordsOf({}), await wordsOf({ q: ' ' })], [undefined, undefined], 'nothing is searched');
    same(await listed(at, { locale: 'zh' }), [bad.id], 'a language');
    same(await listed(at, { recommended: 'true' }), [fair.id], 'who would recommend it');
    same((await listed(at, { source: 'own' })).sort(), [...all].sort(), 'what was written here');
    same(await listed(at, { source: 'elsewhere' }), [], 'what came from elsewhere');
    await publish(at, { rating: 2 }, { productId: 'quay-cup' });
    const said = { params: { productId: 'quay-cup' }, query: { text: 'true' } };
    same((await at.ask(reviews.list, said)).total, 0, 'stars alone say nothing');
    same((await listed(at, { text: 'true' })).sort(), [...all].sort(), 'what says something');
    same((await summaryOf(at)).elsewhere.count, 0, 'how much came from elsewhere');
    await at.refused('request/invalid', 400, reviews.list, { params: pot, query: { source: 'here' } });
    same(await listed(at, { attributes: 'drinks:green' }), [good.id], 'an answer');
    same(
      (await listed(at, { like: 'drinks:green', sort: 'lowest' }))[0],
      good.id,
      'who is alike comes first',
    );
    same([await listed(at, { verified: 'true' }), await listed(at, { media: 'true' })], [[], []], 'none');
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', sort: 'newest', ...(cursor && { cursor }) };
      const page = await at.ask(reviews.list, { params: pot, query });
      same(page.total, 3, 'total');
      found.push(...page.reviews.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined && found.length < 9);
    same([...found].sort(), [...all].sort(), 'each once');
    for (const [name, value] of [
      ['limit', '51'],
      ['cursor', 'nonsense'],
      ['attributes', 'What?'],
    ] as const)
      await at.refused('request/invalid', 400, reviews.list, { params: pot, query: { [name]: value } });
  }),

  conforms('a person votes once, the last vote counts, and not on their own', async (at) => {
    const author = await at.guest();
    const { id: reviewId } = await write(at, author);
    const [reader, other] = [await at.guest(), await at.guest()];
    const vote = (by: By, given: 'yes' | 'no' | null) =>
      at.ask(reviews.vote, { ...by, params: { reviewId }, body: { vote: given } });
    const body = { vote: 'yes' };
    await at.refused('review/unknown', 404, reviews.vote, { ...reader, params: { reviewId }, body });
    await at.subject.decide('review', reviewId, 'published');
    same(await vote(reader, 'yes'), { yes: 1, no: 0 }, 'yes');
    same(await vote(reader, 'yes'), { yes: 1, no: 0 }, 'yes again');
    same(await vote(other, 'no'), { yes: 1, no: 1 }, 'another says no');
    same(await vote(reader, 'no'), { yes: 0, no: 2 }, 'changed');
    same((await at.ask(reviews.own, reader)).votes, [{ reviewId, vote: 'no' }], "the reader's own");
    same(await vote(reader, null), { yes: 0, no: 1 }, 'taken back');
    await at.refused('auth/forbidden', 403, reviews.vote, { ...author, params: { reviewId }, body });
    await at.refused('review/unknown', 404, reviews.vote, { ...reader, params: { reviewId: 'none' }, body });
  }),

  conforms(
    'praise stands beside criticism where nothing is filtered, once readers found both helpful',
    async (at) => {
      const [good, bad] = [await publish(at, { rating: 5 }), await publish(at, { rating: 2 })];
      await publish(at, { rating: 4 });
      const vote = async (reviewId: string) =>
        at.ask(reviews.vote, { ...(await at.guest()), params: { reviewId }, body: { vote: 'yes' } });
      const found = async (query: Record<string, string> = {}) => {
        const { highlights } = await at.ask(reviews.list, { params: pot, query });
        return highlights && [highlights.positive.id, highlights.critical.id];
      };
      await vote(good.id);
      same(await found(), undefined, 'praise alone');
      await vote(bad.id);
      same(await found(), [good.id, bad.id], 'both');
      same(await found({ sort: 'lowest', limit: '1' }), [good.id, bad.id], 'in any order');
      for (const [name, value] of [
        ['stars', '5,2'],
        ['q', 'pour'],
        ['like', 'drinks:green'],
      ] as const)
        same(await found({ [name]: value }), undefined, name);
    },
  ),

  conforms('a report is told once a person and takes nothing away', async (at) => {
    const { id: reviewId } = await publish(at);
    const by = await at.guest();
    for (const reason of ['untrue', 'offensive'])
      await at.ask(reviews.report, { ...by, params: { reviewId }, body: { reason } });
    same((await at.ask(reviews.own, by)).reports, [reviewId], 'reports');
    same(await listed(at), [reviewId], 'listed');
    const body = { reason: 'untrue' };
    await at.refused('review/unknown', 404, reviews.report, { ...by, params: { reviewId: 'none' }, body });
  }),

  conforms('the later draft is kept, and forgotten when it is sent', (at) =>
    keepsDrafts(at, {
      ...{ read: reviews.draft, save: reviews.saveDraft, params: pot },
      unknown: ['catalog/product-unknown', { productId: 'none' }],
      send: (by, id) => write(at, by, { id }),
    }),
  ),

  conforms('what a guest did is theirs after they log in', async (at) => {
    const by = await at.guest();
    const written = await write(at, by);
    const token = await at.subject.token(newId());
    const linked = await at.ask(identity.link, { ...by, token, body: {} });
    same(linked.joined, true, 'joined');
    same((await at.ask(identity.link, { ...by, token, body: {} })).joined, false, 'joined once');
    same(
      (await at.ask(reviews.own, { ...by, token })).reviews.map(({ id }) => id),
      [written.id],
      'own',
    );
    const elsewhere = await at.guest();
    same((await at.ask(reviews.own, { ...elsewhere, token })).reviews.length, 1, 'on another device');
  }),

  conforms('the settings come in the language asked for, else in the first', async (at) => {
    const settings = await at.ask(reviews.settings, { query: { locale: 'zh-Hant' } });
    same([settings.locale, settings.ratings[0]?.label], ['zh-Hant', '品質'], 'Chinese');
    same(
      (await at.ask(reviews.settings, { query: { locale: 'fr' } })).ratings[0]?.label,
      'Quality',
      'French',
    );
    check(settings.authenticity, 'says how it is made sure that reviews are true');
  }),
];
