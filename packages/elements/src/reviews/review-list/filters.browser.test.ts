import { expect, oneEvent } from '@open-wc/testing';
import { fakeReviews, review, rich, summary, type FakeReviews } from '../../testing/fake-reviews.ts';
import { all, byStars, one, opened, said, shown, text, toggle } from '../../testing/review-list-page.ts';
import { until } from '../../testing/support.ts';

describe('<continuo-review-list>, filters', () => {
  afterEach(() =>
    history.replaceState(null, '', location.pathname + location.search.replace(/[?&]r-[^&]*/g, '')),
  );

  it('shows search, filters and order when somebody asks for them', async () => {
    const { element } = await shown('ready', fakeReviews());
    const button = one(element, '[part=tools]');
    expect([button.textContent.trim(), button.getAttribute('aria-expanded')]).to.deep.equal([
      'Search and filter',
      'false',
    ]);
    expect(one(element, '[part=filters]')).to.equal(null);
    button.focus();
    button.click();
    await until('they are there', () => one(element, '[part=filters]'));
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(element.shadowRoot!.getElementById(button.getAttribute('aria-controls')!)).to.exist;
    expect(element.shadowRoot!.activeElement).to.equal(button);
    button.click();
    await until('they are gone', () => !one(element, '[part=filters]'));
  });

  it('leaves the size of the reviews as it was when they open', async () => {
    const { element } = await shown('ready', fakeReviews());
    const sizes = () => all(element, 'article').map((review) => review.offsetHeight);
    const before = sizes();
    one(element, '[part=tools]').click();
    await until('they are there', () => one(element, '[part=filters]'));
    expect(sizes()).to.deep.equal(before);
  });

  it('filters by stars in place, says it once, and takes it back', async () => {
    const { element } = await opened('ready', fakeReviews({ find: byStars }));
    const five = toggle(element, '5 stars');
    five.focus();
    const told = oneEvent(element, 'continuo-reviews-filtered');
    five.click();
    await element.updateComplete;
    expect(one(element, '[part=list]').getAttribute('aria-busy')).to.equal('true');
    expect(all(element, 'article').length).to.equal(3);
    await until('the answer is shown', () => all(element, 'article').length === 1);
    expect((await told).detail).to.deep.include({ productId: 'pot', stars: [5], results: 1 });
    expect(five.getAttribute('aria-pressed')).to.equal('true');
    expect(element.shadowRoot!.activeElement).to.equal(five);
    await until('it is said', () => said() === '1 review, 5 stars, most helpful first');
    one(element, '[part=clear]').click();
    await until('all are back', () => all(element, 'article').length === 3);
    expect(element.shadowRoot!.activeElement?.id).to.equal('title');
    await until('it is said', () => said() === '3 reviews, most helpful first');
  });

  it('offers to take filters back that leave nothing', async () => {
    const { element } = await opened('ready', fakeReviews({ find: byStars }));
    toggle(element, '1 star').click();
    await until('empty', () => element.matches(':state(empty)'));
    expect(text(element)).to.include('No review fits these filters.');
    one(element, '[part=clear]').click();
    await until('all are back', () => all(element, 'article').length === 3);
  });

  it('asks for what is chosen: order, language, verified, attributes, people like me', async () => {
    let last = new URLSearchParams();
    const { element } = await opened(
      'ready',
      fakeReviews({
        reviews: [rich, review('z', { locale: 'zh-Hant' })],
        find: (query, reviews) => ((last = query), reviews),
      }),
    );
    const choose = async (name: string, value: string, asked: string, expected: string) => {
      const label = all(element, 'label').findLast((each) => each.textContent.includes(name))!;
      const select = label.querySelector('select')!;
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await until(`${asked} is asked`, () => last.get(asked) === expected);
    };
    await choose('Sort by', 'newest', 'sort', 'newest');
    await choose('Language', 'zh', 'locale', 'zh');
    await choose('Drinks mostly', 'green', 'attributes', 'drinks:green');
    one(element, '.bar > .check input').click();
    await until('verified is asked', () => last.get('verified') === 'true');
    const sort = one(element, 'select') as HTMLSelectElement;
    sort.value = 'like';
    sort.dispatchEvent(new Event('change', { bubbles: true }));
    await until('it asks who', () => one(element, '[part=like]'));
    const who = one(element, '[part=like] select') as HTMLSelectElement;
    who.value = 'oolong';
    who.dispatchEvent(new Event('change', { bubbles: true }));
    await until('like is asked', () => last.get('like') === 'drinks:oolong');
    expect(sort.value).to.equal('like');
  });

  it('filters by where they were first published and by who would recommend it, where there are both', async () => {
    let last = new URLSearchParams();
    const find: FakeReviews['find'] = (query, reviews) => ((last = query), reviews);
    const some = { ...summary, elsewhere: { count: 12, counted: true } };
    const { element } = await opened('ready', fakeReviews({ find, summary: some }), { url: 'r' });
    const field = (name: string) => all(element, 'label').find((each) => each.textContent.includes(name))!;
    const source = field('First published').querySelector('select')!;
    expect([...source.options].map((each) => each.label)).to.deep.equal(['Any', 'Here', 'Elsewhere']);
    source.value = 'elsewhere';
    source.dispatchEvent(new Event('change', { bubbles: true }));
    await until('it is asked', () => last.get('source') === 'elsewhere');
    field('Would recommend it').querySelector('input')!.click();
    await until('both are asked', () => last.get('recommended') === 'true');
    await until('it is said', () =>
      said().endsWith('would recommend it, first published elsewhere, most helpful first'),
    );
    const { searchParams } = new URL(location.href);
    expect([searchParams.get('r-source'), searchParams.get('r-recommended')]).to.deep.equal([
      'elsewhere',
      '1',
    ]);
    const none = { ...summary, recommended: { yes: 0, answers: 0 } };
    history.replaceState(null, '', location.pathname + location.search.replace(/[?&]r-[^&]*/g, ''));
    const plain = await opened('ready', fakeReviews({ summary: none }));
    for (const name of ['First published', 'Would recommend it'])
      expect(all(plain.element, 'label').some((each) => each.textContent.includes(name))).to.equal(false);
  });

  it('leaves out stars alone when somebody has seen some and asks for words', async () => {
    let last = new URLSearchParams();
    const find: FakeReviews['find'] = (query, reviews) => {
      last = query;
      return query.has('text') ? reviews.slice(0, 1) : reviews;
    };
    const label = (element: Element) =>
      all(element, 'label').find((each) => each.textContent.includes('With words'));
    const reviews = [rich, review('stars', { title: '', body: '' })];
    const { element } = await opened('ready', fakeReviews({ find, reviews }), { url: 'r' });
    const box = label(element)!.querySelector('input')!;
    box.click();
    await until('it is asked', () => last.get('text') === 'true');
    await until('it is said', () => said() === '1 review, with words, most helpful first');
    expect(new URL(location.href).searchParams.get('r-text')).to.equal('1');
    expect(box.checked).to.equal(true);
    box.click();
    await until('all are back', () => all(element, 'article').length === 2);

    const plain = await opened('ready', fakeReviews());
    expect(label(plain.element)).to.equal(undefined);
  });

  it('filters by topics, one or several, and says their names', async () => {
    let last = new URLSearchParams();
    const find: FakeReviews['find'] = (query, reviews) => ((last = query), reviews);
    const { element } = await opened('ready', fakeReviews({ find }), { url: 'r' });
    const topics = one(element, '[part=topics]');
    expect(topics.querySelector('legend')!.textContent).to.equal('Topics');
    const [pouring, lid] = topics.querySelectorAll('input');
    expect([...topics.querySelectorAll('label')].map((each) => each.textContent.trim())).to.deep.equal([
      'Pouring',
      'The lid',
    ]);
    lid!.click();
    await until('one is asked', () => last.get('topics') === 'lid');
    pouring!.click();
    await until('both are asked', () => last.get('topics') === 'lid,pouring');
    await until('it is said', () => said() === '3 reviews, Pouring, The lid, most helpful first');
    expect(new URL(location.href).searchParams.get('r-topics')).to.equal('lid,pouring');
    lid!.click();
    await until('the other stays', () => last.get('topics') === 'pouring');
    expect([pouring!.checked, lid!.checked]).to.deep.equal([true, false]);
  });

  it('marks what is searched, in either Chinese script too, and keeps it text', async () => {
    const reviews = [
      review('zh', { locale: 'zh-Hant', title: '茶壺<b>很好</b>', body: '這個茶壺很好，Café 也好。' }),
    ];
    const variants = { 壺: '壶', 這: '这', 個: '个' };
    const { element } = await opened('ready', fakeReviews({ reviews, variants }));
    const field = one(element, '[part=search]') as HTMLInputElement;
    const search = async (words: string, marks: string[]) => {
      field.focus();
      field.value = words;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const found = () => all(element, 'mark').map((each) => each.textContent);
      await until(`${words} is marked`, () => found().join() === marks.join());
    };
    await search('茶壶', ['茶壺', '茶壺']);
    await search('壶', ['壺', '壺']);
    await search('这个茶', ['這個茶']);
    await search('好', ['好', '好', '好']);
    await search('cafe', ['Café']);
    await search('<b>', ['<b>']);
    expect(all(element, 'b').length).to.equal(0);
  });

  it('keeps filters in the address, takes them from it, and goes back', async () => {
    let last = new URLSearchParams();
    const find: FakeReviews['find'] = (query, reviews) => ((last = query), reviews);
    const before = location.href;
    const { element } = await opened('ready', fakeReviews({ find }), { url: 'r' });
    toggle(element, '4 stars').click();
    await until('it is there', () => new URL(location.href).searchParams.get('r-stars') === '4');
    expect(element.matches(':state(busy)') || last.get('stars') === '4').to.equal(true);
    history.replaceState(
      null,
      '',
      `${before}${before.includes('?') ? '&' : '?'}r-stars=5&r-sort=bogus&r-q=tea`,
    );
    dispatchEvent(new PopStateEvent('popstate'));
    await until('it is asked', () => last.get('stars') === '5' && last.get('q') === 'tea');
    const again = await opened('ready', fakeReviews({ find }), { url: 'r' });
    expect(last.get('stars')).to.equal('5');
    expect((one(again.element, '[part=search]') as HTMLInputElement).value).to.equal('tea');
  });
});
