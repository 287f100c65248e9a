import type { Media } from '@continuo/protocol';
import { expect, fixtureCleanup } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { ModerationItem } from '@continuo/protocol';
import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { answering, asking, FakeModeration, at, waiting } from '../testing/backend.ts';
import { responseOf } from './describe.ts';
import { Desk, restoreAddress, text, until } from '../testing/desk.ts';

const worker = setupWorker();
let fake: FakeModeration;
const withReviews = (...items: ModerationItem[]): void => {
  fake = new FakeModeration(items);
  worker.use(...fake.handlers);
};
const field = (desk: Desk): HTMLTextAreaElement => desk.page.querySelector('textarea')!;
const answerOf = (id: string): string | undefined => responseOf(fake.item(id));

describe("one review's page at the desk", () => {
  before(async () => {
    await setViewport({ width: 1280, height: 800 });
    await worker.start({ quiet: true });
  });
  after(() => worker.stop());
  afterEach(() => {
    worker.resetHandlers();
    restoreAddress();
  });

  it('opens by its address alone, with who decided what, when and why, and leads to its author', async () => {
    withReviews(
      waiting('r1', 'Copied', {
        state: 'refused',
        personId: 'p7',
        review: { reason: 'copied', locale: 'zh-Hant', recommended: false, helpful: { yes: 3, no: 1 } },
      }),
    );
    fake.logs.set('r1', [
      { at, by: 'Mei', act: 'published' },
      { at, by: '<b>Ben</b>', act: 'refused', reason: 'copied' },
    ]);
    const desk = await Desk.open('/desk/moderation/r1');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('Copied');
    await until(() => desk.page.querySelectorAll('.log li').length === 2);
    const [first, second] = [...desk.page.querySelectorAll('.log li')].map(text);
    expect(first).to.include('published').and.to.include('Mei');
    expect(second).to.include('refused · Copied from somewhere else').and.to.include('<b>Ben</b>');
    const facts = text(desk.page.querySelector('aside'));
    expect(facts).to.include('Traditional').and.to.include('3 of 4');
    await desk.isAccessible();
    const who = desk.page.querySelector<HTMLAnchorElement>('aside a')!;
    expect(who.getAttribute('href')).to.equal('/desk/?person=p7');
    who.click();
    await until(() => desk.app.renderRoot.querySelector('desk-person-list'));
    expect(location.search).to.equal('?person=p7');
  });

  it('shows photos and videos with what they show, in the list and alone, and follows no address that is none', async () => {
    const picture = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==';
    const at = (width: number) => ({ url: `/v1/media/files/none/${width}.jpg`, type: 'image/jpeg', width });
    const video = { url: '/v1/media/files/none/video.mp4', type: 'video/mp4' };
    const media: Media[] = [
      { id: 'a', kind: 'photo', alt: '<b>The lid</b>', sources: [at(160), at(480), at(1600)] },
      { id: 'b', kind: 'video', alt: '', sources: [video] },
      { id: 'c', kind: 'photo', alt: 'None', sources: [{ url: 'javascript:alert(1)', type: 'image/jpeg' }] },
      { id: 'd', kind: 'photo', alt: '', sources: [{ url: picture, type: 'image/gif' }] },
      { id: 'e', kind: 'video', alt: '', sources: [video], poster: { id: 'f', sources: [at(480)] } },
    ];
    withReviews(waiting('r1', 'One', { review: { media } }));
    const desk = await Desk.open();
    await desk.lists('One');
    expect(desk.list.querySelectorAll('.media img').length).to.equal(1);
    desk.list.querySelector<HTMLAnchorElement>('h2 a')!.click();
    await desk.opens('One');
    const image = desk.page.querySelector<HTMLImageElement>('.media img')!;
    expect([image.getAttribute('src'), image.alt]).to.deep.equal([at(480).url, 'Photo 1: <b>The lid</b>']);
    expect(image.closest('a')!.getAttribute('href')).to.equal(at(1600).url);
    const [without, film] = desk.page.querySelectorAll('video');
    expect(without!.getAttribute('aria-label')).to.equal('Video 2');
    expect([without!.preload, without!.getAttribute('poster')]).to.deep.equal(['metadata', null]);
    expect([film!.preload, film!.getAttribute('poster')]).to.deep.equal(['none', at(480).url]);
    expect(desk.page.querySelectorAll('.media li').length).to.equal(3);
  });

  it('is opened from the list, and going back stands on the same review there', async () => {
    withReviews(waiting('r1', 'One'), waiting('r2', 'Two'));
    const desk = await Desk.open();
    await desk.lists('One', 'Two');
    desk.list.querySelectorAll<HTMLAnchorElement>('h2 a')[1]!.click();
    await desk.opens('Two');
    await until(() => text(desk.focused) === 'Two');
    expect(location.pathname).to.equal('/desk/moderation/r2');
    await desk.press('k');
    await desk.opens('One');
    history.back();
    await desk.focuses('One');
    expect(location.pathname).to.equal('/desk/moderation');
  });

  it('decides with keys and buttons, shows the new state with its log, and goes on with j', async () => {
    withReviews(waiting('r1', 'One'), waiting('r2', 'Two'), waiting('r3', 'Three'));
    const desk = await Desk.open('/desk/moderation/r1');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('One');
    desk.button(desk.page, 'Publish').focus();
    await desk.press('p');
    await desk.says('Published. 2 wait.');
    await until(() => text(desk.page.querySelector('.log')).includes('published Agent'));
    expect(text(desk.page.querySelector('.state'))).to.equal('Published');
    expect(text(desk.focused)).to.equal('Keep published', 'the focus stays where it was');
    expect(desk.focused!.getAttribute('aria-disabled')).to.equal('true');
    await desk.press('p');
    await desk.press('j');
    await desk.opens('Two');
    expect(fake.arrived).to.deep.equal(['r1 publish']);
  });

  it('says what somebody else has decided meanwhile', async () => {
    withReviews(waiting('r1', 'One'));
    const desk = await Desk.open();
    await desk.lists('One');
    fake.decide('r1', 'refused', 'fraud');
    desk.list.querySelector<HTMLAnchorElement>('h2 a')!.click();
    await desk.says('Somebody else decided in the meantime. Refused.');
    expect(text(desk.page.querySelector('.state'))).to.equal('Refused: Fraud');
  });

  it('marks with one key or button that the author got something for it, and takes the mark back', async () => {
    withReviews(waiting('r1', 'One'), waiting('r2', 'Two'));
    const desk = await Desk.open();
    await desk.lists('One', 'Two');
    await desk.press('j', 'i');
    await desk.says('Marked: its author got something for it.');
    await desk.focuses('One');
    expect(text(desk.list.querySelector('.notes'))).to.equal('got something for it');
    await desk.press('o');
    await desk.opens('One');
    const button = desk.button(desk.page, 'Incentivised');
    expect(button.ariaPressed).to.equal('true');
    await until(() => text(desk.page.querySelector('.log')).includes('marked that its author got something'));
    await desk.isAccessible();
    fake.instead = () => HttpResponse.error();
    button.click();
    await desk.says('This was not saved.');
    expect(button.ariaPressed).to.equal('true');
    fake.instead = undefined;
    button.click();
    await desk.says('No longer marked as one that its author got something for.');
    await until(() => button.ariaPressed === 'false');
    await until(() => text(desk.page.querySelector('.log')).includes('took away the mark'));
    expect(desk.page.querySelector('.notes')).to.equal(null);
    expect(fake.item('r1').state).to.equal('pending', 'nothing else is decided by it');
  });

  it('features a published review with one key or button, and nothing else, and takes that back', async () => {
    withReviews(waiting('r1', 'One'), waiting('r2', 'Two', { state: 'published' }));
    const desk = await Desk.open('/desk/moderation/r1');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('One');
    await desk.press('f');
    await desk.says('Only a published review can be featured.');
    expect([...desk.page.querySelectorAll('button')].map(text)).not.to.include('Featured');
    fixtureCleanup();
    const other = await Desk.open('/desk/moderation/r2');
    await until(() => other.app.renderRoot.querySelector('desk-moderation'));
    await other.opens('Two');
    await other.press('f');
    await other.says(
      'Featured: everybody reads that the shop points it out. No order and no average changes.',
    );
    await until(() => text(other.page.querySelector('.notes')) === 'featured by us');
    await until(() => text(other.page.querySelector('.log')).includes('featured Agent'));
    const button = other.button(other.page, 'Featured');
    expect(button.ariaPressed).to.equal('true');
    await other.isAccessible();
    button.click();
    await other.says('No longer featured.');
    await until(() => button.ariaPressed === 'false');
    expect(fake.arrived).to.deep.equal(['r2 featured', 'r2 not featured']);
  });

  it('saves, changes and removes the answer of the merchant', async () => {
    withReviews(waiting('r1', 'One', { state: 'published' }));
    const desk = await Desk.open('/desk/moderation/r1');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('One');
    await desk.press('a');
    await until(() => desk.focused === field(desk));
    await sendKeys({ type: 'Thank you, just p or r' });
    desk.button(desk.page, 'Save').click();
    await desk.says('Answer saved.');
    expect(answerOf('r1')).to.equal('Thank you, just p or r');
    expect(fake.arrived).to.deep.equal([], 'letters typed into a field are text');
    await until(() => text(desk.page.querySelector('.log')).includes('changed our answer'));
    desk.button(desk.page, 'Remove').click();
    await desk.says('Answer removed.');
    expect(answerOf('r1')).to.equal(undefined);
    expect(field(desk).value).to.equal('');
  });

  it('keeps a typed answer when it gets lost, and while somebody looks at other pages', async () => {
    withReviews(waiting('r1', 'One'), waiting('r2', 'Two'));
    const desk = await Desk.open('/desk/moderation');
    await desk.lists('One', 'Two');
    await desk.press('j', 'a');
    await until(() => desk.focused?.localName === 'textarea');
    await sendKeys({ type: 'Thank you' });
    fake.instead = () => HttpResponse.error();
    desk.button(desk.page, 'Save').click();
    await until(() => text(desk.page.querySelector('[role=alert]')).includes('This was not saved.'));
    await desk.isAccessible();
    fake.instead = undefined;
    desk.button(desk.page, 'Publish').focus();
    await desk.press('j');
    await desk.opens('Two');
    expect(field(desk).value).to.equal('');
    await desk.press('k');
    await desk.opens('One');
    expect(field(desk).value).to.equal('Thank you');
    const leaves = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leaves(), 'the browser asks before it leaves the page').to.equal(false);
    desk.button(desk.page, 'Save').click();
    await desk.says('Answer saved.');
    expect(answerOf('r1')).to.equal('Thank you');
    expect(leaves()).to.equal(true);
  });

  it('asks to log in when the session has ended, and then goes on with what was typed', async () => {
    withReviews(waiting('r1', 'One'));
    const desk = await Desk.open('/desk/moderation/r1');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('One');
    await desk.press('a');
    await until(() => desk.focused === field(desk));
    await sendKeys({ type: 'A long answer' });
    fake.instead = () => HttpResponse.json({ code: 'auth/expired' }, { status: 401 });
    desk.button(desk.page, 'Save').click();
    await until(() => desk.app.renderRoot.querySelector('desk-login-form'));
    fake.instead = undefined;
    const login = desk.app.renderRoot.querySelector('desk-login-form')!.shadowRoot!;
    login.querySelector<HTMLInputElement>('[type=email]')!.value = 'agent@shop.example';
    login.querySelector<HTMLInputElement>('[type=password]')!.value = 'right';
    login.querySelector('form')!.requestSubmit();
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('One');
    expect(field(desk).value).to.equal('A long answer');
  });

  it('answers a question, which is published with it, and comes to it from an answer', async () => {
    withReviews(asking('q1', 'Does it leak?'), answering('a1', 'Mine does not.'));
    const desk = await Desk.open('/desk/moderation/answer%3Aa1');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await desk.opens('Mine does not.');
    expect(field(desk)).to.equal(null);
    await desk.isAccessible();
    await desk.press('a');
    await desk.opens('Does it leak?');
    await until(() => desk.focused === field(desk), 'the field has the focus');
    expect(text(desk.page.querySelector('#answer-hint'))).to.include('which is published with it');
    await sendKeys({ type: 'No.' });
    desk.button(desk.page, 'Save').click();
    await desk.says('Answer saved.');
    expect([answerOf('question:q1'), fake.item('question:q1').state]).to.deep.equal(['No.', 'published']);
    await until(() => text(desk.page.querySelector('.state')) === 'Published');
    desk.button(desk.page, 'Remove').click();
    await desk.says('Answer removed.');
    expect(answerOf('question:q1')).to.equal(undefined);
  });

  it('says that something is not there, and that the backend cannot be reached', async () => {
    withReviews();
    const desk = await Desk.open('/desk/moderation/r9');
    await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
    await until(() => text(desk.page).includes('This is no longer there.'));
    await desk.isAccessible();
    fixtureCleanup();
    worker.use(http.get('/v1/moderation/:id/log', () => HttpResponse.error()));
    const other = await Desk.open('/desk/moderation/r9');
    await until(() => other.app.renderRoot.querySelector('desk-moderation'));
    await until(() => other.page.querySelector('[role=alert]'));
    await other.isAccessible();
    fake.items = [waiting('r9', 'Nine')];
    worker.resetHandlers(...fake.handlers);
    other.button(other.page, 'Try again').click();
    await other.opens('Nine');
  });

  for (const width of [320, 390, 768, 1280])
    it(`fits ${width} px without scrolling sideways, also from right to left`, async () => {
      withReviews(
        waiting('r1', 'x'.repeat(140), { productTitle: 'p'.repeat(99), review: { body: 'y'.repeat(300) } }),
      );
      const desk = await Desk.open('/desk/moderation/r1');
      desk.app.style.inlineSize = `${width}px`;
      await until(() => desk.app.renderRoot.querySelector('desk-moderation'));
      await desk.opens('x'.repeat(140));
      for (const dir of ['ltr', 'rtl']) {
        desk.app.dir = dir;
        for (const part of [desk.app, desk.page.host, ...desk.page.querySelectorAll('main, aside')])
          expect(part.scrollWidth, `${part.localName} ${dir}`).to.be.at.most(part.clientWidth);
      }
    });
});
