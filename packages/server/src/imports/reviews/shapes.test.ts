import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openTestBackend, type TestBackend } from '../../testing.ts';
import { jsonl } from '../testing.ts';
import { exported, importReviews, linesIn, refusals, sold } from './testing.ts';

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());

/** The one review that a file makes, without what is the same for all. */
async function read(file: string, format: 'csv' | 'jsonl') {
  const ws = await sold(await test.workspace());
  const events = await importReviews(ws, file, { format });
  const [line, ...more] = linesIn(await exported(ws));
  assert.ok(line, JSON.stringify(events));
  assert.equal(more.length, 0);
  return { ...line, media: line.media.map(({ kind, alt, sources }) => [kind, alt, sources[0]!.url]) };
}

describe('the shapes of other systems', () => {
  it('a table of title, body, review_date, reviewer_name, curated, reply, picture_urls', async () => {
    const review = await read(
      'title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,product_handle,reply,reply_date,picture_urls\n' +
        '"Lovely","Two\nlines",5,2023-05-06 07:08:09 UTC,web,ok,Ada L.,ada@example.com,,pot,Thank you,2023-05-07 00:00:00 UTC,"https://pictures.example/a.jpg,https://pictures.example/b.webp"\n',
      'csv',
    );
    assert.deepEqual(
      [review.title, review.body, review.rating, review.author],
      ['Lovely', 'Two\nlines', 5, 'Ada L.'],
    );
    assert.deepEqual([review.at, review.state], ['2023-05-06T07:08:09.000Z', 'published']);
    assert.deepEqual(review.response, {
      ...{ at: '2023-05-07T00:00:00.000Z', text: 'Thank you', author: review.response!.author },
    });
    assert.deepEqual(review.media, [
      ['photo', '', 'https://pictures.example/a.jpg'],
      ['photo', '', 'https://pictures.example/b.webp'],
    ]);
    assert.ok(!JSON.stringify(review).includes('ada@example.com'), 'addresses are not kept');
  });

  it('a table of Review Title, Review Content, Review Score, Published, with semicolons', async () => {
    const review = await read(
      'Review ID;Review Title;Review Content;Review Score;Display Name;Published;Product ID;Created At;Verified Buyer\n' +
        '77;Fine;"It; pours";4;Bo;true;pot;2023/05/06;Yes\n',
      'csv',
    );
    assert.deepEqual(
      [review.id, review.body, review.rating, review.badges],
      ['old-shop:77', 'It; pours', 4, ['verified']],
    );
    assert.equal(review.state, 'published');
  });

  it('JSON of score, content, votes_up, verified_buyer, user.display_name, images_data, comment', async () => {
    const review = await read(
      jsonl([
        {
          id: 91,
          score: 3,
          title: 'So &quot;so&quot;',
          content: 'It&#39;s fine',
          created_at: '2021-02-03T04:05:06.000Z',
          votes_up: 4,
          votes_down: 1,
          verified_buyer: true,
          published: true,
          product_id: 'pot',
          user: { display_name: 'Cy', user_type: 'User' },
          images_data: [
            { id: 1, thumb_url: 'https://p.example/t.jpg', original_url: 'https://p.example/o.jpg' },
          ],
          comment: { content: 'Sorry', created_at: '2021-02-04T00:00:00.000Z' },
          custom_fields: {
            '--1': { title: 'Skin Type', value: 'Dry' },
            '--2': { title: 'Age', value: '25 to 34' },
          },
        },
      ]),
      'jsonl',
    );
    assert.deepEqual([review.title, review.body, review.author], ['So "so"', "It's fine", 'Cy']);
    assert.deepEqual(review.helpful, { yes: 4, no: 1 });
    assert.deepEqual(review.media, [['photo', '', 'https://p.example/o.jpg']]);
    assert.deepEqual([review.response?.text, review.response?.at], ['Sorry', '2021-02-04T00:00:00.000Z']);
    assert.deepEqual(review.attributes, [
      { name: 'skin-type', value: 'dry' },
      { name: 'age', value: 'n-25-to-34' },
    ]);
    assert.deepEqual([review.badges, review.state], [['verified'], 'published']);
  });

  it('JSON of ReviewText, UserNickname, SecondaryRatings, ContextDataValues, Photos, ClientResponses', async () => {
    const review = await read(
      jsonl([
        {
          Id: '19452186',
          ProductId: 'pot',
          Rating: 5,
          RatingRange: 5,
          Title: 'Great',
          ReviewText: 'Pours well',
          UserNickname: 'Di',
          ContentLocale: 'zh_HK',
          SubmissionTime: '2017-04-17T08:15:01.000+00:00',
          ModerationStatus: 'APPROVED',
          IsRecommended: true,
          TotalPositiveFeedbackCount: 18,
          TotalNegativeFeedbackCount: 3,
          SecondaryRatings: { Quality: { Value: 4, ValueRange: 5 }, Value: { Value: 3, ValueRange: 5 } },
          ContextDataValues: { Gender: { Value: 'Female', ValueLabel: 'Female' } },
          Badges: { verifiedPurchaser: { Id: 'verifiedPurchaser' }, Staff: { Id: 'Staff' } },
          Photos: [{ Caption: 'The spout', Sizes: { normal: { Url: 'https://p.example/n.jpg' } } }],
          ClientResponses: [{ Response: 'Thanks', Name: 'Wing', Date: '2017-04-18T00:00:00.000+00:00' }],
          SyndicationSource: { Name: 'Partner', ContentLink: 'https://partner.example/' },
        },
      ]),
      'jsonl',
    );
    assert.deepEqual(
      { ...review, decidedAt: undefined },
      {
        ...{ type: 'review', id: 'old-shop:19452186', productId: 'pot', rating: 5, title: 'Great' },
        ...{
          body: 'Pours well',
          locale: 'zh-HK',
          author: 'Di',
          at: '2017-04-17T08:15:01.000Z',
          recommended: true,
        },
        ratings: [
          { name: 'quality', value: 4 },
          { name: 'value', value: 3 },
        ],
        attributes: [{ name: 'gender', value: 'female' }],
        badges: ['verified', 'staff'],
        media: [['photo', 'The spout', 'https://p.example/n.jpg']],
        response: { text: 'Thanks', author: 'Wing', at: '2017-04-18T00:00:00.000Z' },
        source: { name: 'Partner', url: 'https://partner.example/' },
        helpful: { yes: 18, no: 3 },
        state: 'published',
        decidedAt: undefined,
      },
    );
  });

  it('JSON of reviewer.displayName, dateCreated, isRecommended, media, status', async () => {
    const review = await read(
      jsonl([
        {
          reviewId: 'aa-bb',
          productId: 'pot',
          rating: 4,
          title: '',
          body: 'Good',
          dateCreated: '2022-01-02T03:04:05.678Z',
          isRecommended: false,
          helpfulCount: 2,
          unhelpfulCount: 1,
          status: 'approved',
          languageCode: 'en',
          reviewer: { displayName: 'Ed', isVerified: true },
          media: [{ type: 'video', fullSizeUrl: 'https://p.example/v.mp4' }],
        },
      ]),
      'jsonl',
    );
    assert.deepEqual([review.author, review.recommended, review.badges], ['Ed', false, ['verified']]);
    assert.deepEqual(review.helpful, { yes: 2, no: 1 });
    assert.deepEqual(review.media, [['video', '', 'https://p.example/v.mp4']]);
  });

  it('JSON of reviewer.name, verified, curated, hidden, pictures.urls', async () => {
    const review = await read(
      jsonl([
        {
          id: 5,
          title: 'T',
          body: '<p>One</p><p>Two</p>',
          rating: 2,
          product_external_id: 'pot',
          reviewer: { name: 'Flo', email: 'flo@example.com' },
          curated: 'ok',
          published: true,
          hidden: true,
          verified: 'nothing',
          created_at: '2022-01-02T03:04:05+08:00',
          pictures: [{ urls: { small: 'https://p.example/s.jpg', original: 'https://p.example/o.jpg' } }],
        },
      ]),
      'jsonl',
    );
    assert.deepEqual(
      [review.body, review.author, review.state, review.badges],
      ['One\nTwo', 'Flo', 'pending', []],
    );
    assert.deepEqual(review.media, [['photo', '', 'https://p.example/o.jpg']]);
    assert.equal(review.at, '2022-01-01T19:04:05.000Z');
  });
});

it('the examples of the documentation are imported as they stand', async () => {
  const docs = readFileSync(new URL('../../../../../docs/reviews-import.md', import.meta.url), 'utf8');
  const blocks = [...docs.matchAll(/```(csv|jsonl)\n([\s\S]*?)```/g)];
  assert.equal(blocks.length, 3);
  const ws = await sold(await test.workspace(), ['harbour-teapot']);
  for (const [, format, example] of blocks)
    assert.deepEqual(await refusals(ws, example!, { format: format as 'csv' | 'jsonl', source: 'Docs' }), []);
  const lines = linesIn(await exported(ws));
  assert.deepEqual([lines.length, lines.filter(({ state }) => state === 'published').length], [6, 5]);
  for (const own of blocks[2]![2]!.trim().split('\n'))
    assert.ok((await exported(ws)).split('\n').includes(own), 'our own lines come out as they went in');
});
