import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { FakeModeration, session, waiting } from '../testing/backend.ts';
import { Desk, restoreAddress, text, until } from '../testing/desk.ts';

const worker = setupWorker();
const withReviews = (...items: ReturnType<typeof waiting>[]): FakeModeration => {
  const fake = new FakeModeration(items);
  worker.use(...fake.handlers);
  return fake;
};

describe('the list of reviews at the desk', () => {
  before(async () => {
    await setViewport({ width: 1280, height: 800 });
    await worker.start({ quiet: true });
  });
  after(() => worker.stop());
  afterEach(() => {
    worker.resetHandlers();
    restoreAddress();
  });

  it('is led to from people, says how many wait, and back leads to people again', async () => {
    withReviews(waiting('r1', 'Good pot'), waiting('r2', 'Leaks'));
    const desk = await Desk.open('/desk/');
    const links = () => [...desk.app.renderRoot.querySelectorAll<HTMLAnchorElement>('nav a')];
    await until(() => links().length === 2 && text(links()[1]) === 'Moderation 2 waiting');
    expect(links()[0]!.getAttribute('aria-current')).to.equal('page');
    links()[1]!.click();
    await desk.lists('Good pot', 'Leaks');
    expect(location.pathname).to.equal('/desk/moderation');
    expect(document.title).to.equal('Moderation · Teaware');
    expect(links()[1]!.getAttribute('aria-current')).to.equal('page');
    history.back();
    await until(() => desk.app.renderRoot.querySelector('desk-person-list'));
    expect(location.pathname).to.equal('/desk/');
  });

  it('is all that a moderator has of the desk, whatever the address', async () => {
    withReviews(waiting('r1', 'Good pot'));
    worker.use(http.get('/v1/staff/session', () => HttpResponse.json({ ...session, role: 'moderator' })));
    const desk = await Desk.open('/desk/?person=p1');
    await desk.lists('Good pot');
    const links = [...desk.app.renderRoot.querySelectorAll('nav a')].map(text);
    expect(links).to.deep.equal(['Moderation 1 waiting']);
    expect(desk.app.renderRoot.querySelector('desk-person-page')).to.equal(null);
  });

  it('shows all that a decision needs, and what visitors wrote as text', async () => {
    withReviews(
      waiting('r1', '<b>Bold</b>', {
        productTitle: '<i>Pot</i>',
        flags: ['link', 'velocity'],
        reports: 2,
        review: {
          body: '<img src=x onerror=alert(1)>',
          author: '<script>alert(1)</script>',
          rating: 2,
          locale: 'zh-Hant',
          badges: ['verified', 'incentivised'],
        },
      }),
    );
    const desk = await Desk.open();
    await desk.lists('<b>Bold</b>');
    const card = desk.list.querySelector('article')!;
    const shown = text(card);
    for (const part of [
      '<i>Pot</i>',
      '★★☆☆☆ 2 of 5 stars',
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      'bought it here',
      'got something for it',
      'contains a link',
      'much in a short time',
      '2 reports',
    ])
      expect(shown).to.include(part);
    expect(card.querySelector('img, script, b, i')).to.equal(null);
    const body = card.querySelector('p.text')!;
    expect([body.getAttribute('lang'), body.getAttribute('dir')]).to.deep.equal(['zh-Hant', 'auto']);
    expect(desk.button(card, 'Publish: <b>Bold</b>')).to.exist;
    expect(desk.button(card, 'Refuse: <b>Bold</b>')).to.exist;
    await desk.isAccessible();
  });

  it('calls a review of stars alone by its stars and author', async () => {
    withReviews(waiting('r1', '', { review: { body: '', rating: 5 } }));
    const desk = await Desk.open();
    await desk.lists('5 of 5 stars, Ada');
    expect(desk.button(desk.list, 'Publish: 5 of 5 stars, Ada')).to.exist;
  });

  it('is filtered by state, check, stars and words', async () => {
    const fake = withReviews(
      waiting('r1', 'Good pot', { flags: ['link'] }),
      waiting('r2', 'Leaks', { review: { rating: 1 }, flags: ['competitor'] }),
      waiting('r3', 'Reported one', { state: 'published', reports: 1 }),
      waiting('r4', 'An advert', { state: 'refused', review: { reason: 'advertising' } }),
    );
    const desk = await Desk.open();
    await desk.lists('Good pot', 'Leaks');
    const press = (name: string): void =>
      [...desk.list.querySelectorAll<HTMLButtonElement>('.find button')]
        .find((button) => text(button) === name)!
        .click();
    press('1★');
    await desk.lists('Leaks');
    press('1★');
    await desk.lists('Good pot', 'Leaks');
    const flag = desk.list.querySelectorAll('select')[1]!;
    flag.value = 'link';
    flag.dispatchEvent(new Event('change'));
    await desk.lists('Good pot');
    flag.value = '';
    flag.dispatchEvent(new Event('change'));
    await desk.lists('Good pot', 'Leaks');
    // A check of the merchant's own, by the name that it has.
    flag.value = 'competitor';
    flag.dispatchEvent(new Event('change'));
    await desk.lists('Leaks');
    expect(text(desk.list.querySelector('.flag'))).to.equal('competitor');
    flag.value = '';
    flag.dispatchEvent(new Event('change'));
    await desk.lists('Good pot', 'Leaks');
    press('Reported 1');
    await desk.lists('Reported one');
    press('Refused');
    await desk.lists('An advert');
    expect(text(desk.list.querySelector('article'))).to.include('Refused: Advertising');
    press('Waiting 2');
    await desk.lists('Good pot', 'Leaks');
    await sendKeys({ press: '/' });
    expect(desk.focused?.matches('input[type=search]')).to.equal(true);
    await sendKeys({ type: 'Leak' });
    await desk.lists('Leaks');
    expect(fake.queries.at(-1)!.get('q')).to.equal('Leak');
    await sendKeys({ type: 'jpru?' });
    await until(() => text(desk.list).includes('Nothing fits here'));
    expect(fake.arrived).to.deep.equal([], 'letters typed into a field are text');
    await desk.isAccessible();
  });

  it('shows more on demand, and puts the focus on the first new review', async () => {
    const fake = withReviews(waiting('r1', 'One'), waiting('r2', 'Two'), waiting('r3', 'Three'));
    fake.page = 2;
    const desk = await Desk.open();
    await desk.lists('One', 'Two');
    desk.button(desk.list, 'Show more').click();
    await desk.lists('One', 'Two', 'Three');
    await desk.focuses('Three');
    expect(desk.list.querySelector('main > p button')).to.equal(null);
  });

  it('loads more when j goes past the last one', async () => {
    const fake = withReviews(waiting('r1', 'One'), waiting('r2', 'Two'));
    fake.page = 1;
    const desk = await Desk.open();
    await desk.lists('One');
    await desk.press('j');
    await desk.focuses('One');
    await desk.press('j');
    await desk.focuses('Two');
  });

  it('says that nothing waits, and that the backend cannot be reached', async () => {
    const fake = withReviews();
    const desk = await Desk.open();
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await until(() => text(desk.list).includes('Nothing waits for a decision'));
    await desk.isAccessible();
    worker.use(http.get('/v1/moderation', () => HttpResponse.error()));
    desk.list.querySelectorAll<HTMLButtonElement>('.tabs button')[2]!.click();
    await until(() => desk.list.querySelector('[role=alert]'));
    await desk.isAccessible();
    fake.items = [waiting('r1', 'Good pot', { state: 'published' })];
    worker.resetHandlers(...fake.handlers);
    desk.list.querySelector<HTMLButtonElement>('[role=alert] button')!.click();
    await desk.lists('Good pot');
  });

  for (const width of [320, 390, 768, 1280])
    it(`fits ${width} px without scrolling sideways, also from right to left`, async () => {
      withReviews(
        waiting('r1', 'A title without any pause: '.padEnd(140, 'x'), {
          productTitle: 'x'.repeat(120),
          flags: ['link', 'contact', 'language', 'duplicate', 'velocity'],
          reports: 12,
          review: { body: 'https://shop.example/'.padEnd(300, 'y'), author: 'z'.repeat(50) },
        }),
      );
      const desk = await Desk.open();
      desk.app.style.inlineSize = `${width}px`;
      await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
      await until(() => desk.titles.length === 1);
      for (const dir of ['ltr', 'rtl']) {
        desk.app.dir = dir;
        for (const part of [desk.app, desk.list.host, desk.list.querySelector('main')!])
          expect(part.scrollWidth, `${part.localName} ${dir}`).to.be.at.most(part.clientWidth);
      }
      await desk.isAccessible();
    });
});
