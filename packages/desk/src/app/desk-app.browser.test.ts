import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import type { Person, PersonSummary, StaffSession, TimelineEntry } from '@continuo/protocol';
import { restoreAddress, until } from '../testing/desk.ts';
import './desk-app.ts';
import type { DeskApp } from './desk-app.ts';

const at = '2026-03-10T12:00:00.000Z';
const session: StaffSession = {
  staffId: 's1',
  name: 'Agent',
  email: 'agent@shop.example',
  role: 'agent',
  workspace: 'demo',
  workspaceName: 'Teaware',
  expires: at,
};
const summary = (id: string, name?: string): PersonSummary => ({
  id,
  kind: name ? 'customer' : 'visitor',
  ...(name ? { name, userId: name.toLowerCase() } : {}),
  firstSeen: at,
  lastSeen: at,
  channels: ['web'],
  devices: 1,
  events: 3,
  orders: 0,
  spent: [],
});
const person = (id: string, name?: string): Person => ({
  ...summary(id, name),
  traits: { note: '<img src=x onerror=alert(1)>' },
  deviceList: [{ name: 'Chrome on Android', channel: 'web', firstSeen: at, lastSeen: at }],
  carts: [],
  orderList: [],
});
const entry = (id: string, title: string, more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id,
  at,
  kind: 'event',
  type: 'track',
  title,
  trust: 'device',
  channel: 'web',
  unverified: false,
  properties: {},
  ...more,
});

const worker = setupWorker();
const answers = (persons: PersonSummary[]) => [
  http.get('/v1/staff/session', () => HttpResponse.json(session)),
  http.get('/v1/persons', () => HttpResponse.json({ persons })),
  http.get('/v1/persons/:id', ({ params }) => HttpResponse.json(person(params['id'] as string, 'Ada'))),
  http.get('/v1/persons/:id/timeline', () =>
    HttpResponse.json({
      entries: [
        entry('e1', 'Product Viewed', { properties: { name: '<b>Pot</b>' } }),
        entry('e2', 'Order Completed', {
          trust: 'public',
          unverified: true,
          properties: { order_id: '0190-raw' },
        }),
      ],
    }),
  ),
  http.get('/v1/moderation', () => HttpResponse.json({ items: [], counts: { pending: 0, reported: 0 } })),
  http.get('/v1/live', () => new HttpResponse(null, { status: 204 })),
];

const open = async (): Promise<DeskApp> => {
  const app = await fixture<DeskApp>(html`<desk-app></desk-app>`);
  return app;
};
const text = (root: ParentNode | null | undefined): string => root?.textContent?.replace(/\s+/g, ' ') ?? '';
const inside = (app: DeskApp, tag: string): ShadowRoot => app.renderRoot.querySelector(tag)!.shadowRoot!;
const accessible = (app: DeskApp): Promise<void> =>
  expect(app).to.be.accessible() as unknown as Promise<void>;

describe('the desk', () => {
  before(async () => {
    await setViewport({ width: 1280, height: 800 });
    await worker.start({ quiet: true });
  });
  after(() => worker.stop());
  afterEach(() => {
    worker.resetHandlers();
    restoreAddress();
  });

  it('asks who is not logged in to log in, and says when mail and password do not fit', async () => {
    worker.use(
      http.get('/v1/staff/session', () => HttpResponse.json({ code: 'auth/missing' }, { status: 401 })),
      http.post('/v1/staff/session', () =>
        HttpResponse.json({ code: 'staff/login-failed' }, { status: 401 }),
      ),
    );
    const app = await open();
    await until(() => app.renderRoot.querySelector('desk-login-form'));
    const form = inside(app, 'desk-login-form');
    await accessible(app);
    form.querySelector<HTMLInputElement>('[type=email]')!.value = 'a@shop.example';
    form.querySelector<HTMLInputElement>('[type=password]')!.value = 'wrong';
    form.querySelector('form')!.requestSubmit();
    await until(() => text(form.querySelector('[role=alert]')).includes('do not fit'));
  });

  it('shows that the backend cannot be reached, and tries again when asked', async () => {
    worker.use(http.get('/v1/staff/session', () => HttpResponse.error()));
    const app = await open();
    await until(() => app.renderRoot.querySelector('[role=alert]'));
    await accessible(app);
    worker.resetHandlers(...answers([]));
    app.renderRoot.querySelector<HTMLButtonElement>('[role=alert] button')!.click();
    await until(() => app.renderRoot.querySelector('desk-person-list'));
  });

  it('says what to do when nobody has been here yet', async () => {
    worker.use(...answers([]));
    const app = await open();
    await until(() => app.renderRoot.querySelector('desk-person-list'));
    await until(() => text(inside(app, 'desk-person-list')).includes('Nobody has been here yet'));
    await accessible(app);
  });

  it('goes through people with j and k, and finds with /', async () => {
    worker.use(...answers([summary('p1', 'Ada'), summary('p2')]));
    const app = await open();
    await until(() => app.renderRoot.querySelector('desk-person-list'));
    const list = inside(app, 'desk-person-list');
    await until(() => list.querySelectorAll('button.person').length === 2);
    await sendKeys({ press: 'j' });
    await until(() => new URLSearchParams(location.search).get('person') === 'p1');
    await sendKeys({ press: 'j' });
    await until(() => new URLSearchParams(location.search).get('person') === 'p2');
    await sendKeys({ press: 'k' });
    await until(() => new URLSearchParams(location.search).get('person') === 'p1');
    await sendKeys({ press: '/' });
    await until(() => list.activeElement?.matches('input[type=search]'));
    await sendKeys({ type: 'jk' });
    await aTimeout(50);
    expect(new URLSearchParams(location.search).get('person')).to.equal(
      'p1',
      'letters typed into a field are text',
    );
  });

  it('shows one person with a timeline that says who vouches, and what visitors wrote as text', async () => {
    worker.use(...answers([summary('p1', 'Ada')]));
    const app = await open();
    await until(() => app.renderRoot.querySelector('desk-person-list'));
    const list = inside(app, 'desk-person-list');
    await until(() => list.querySelector('button.person'));
    list.querySelector<HTMLButtonElement>('button.person')!.click();
    await until(() => app.renderRoot.querySelector('desk-person-page'));
    const page = inside(app, 'desk-person-page');
    await until(() => page.querySelectorAll('ol li').length === 2);
    expect(text(page.querySelector('ol')))
      .to.include('known device')
      .and.to.include('claimed, not proven');
    // An order's raw id tells an agent nothing at a glance; it is among the details.
    const order = page.querySelector('li[data-trust=public] summary');
    expect(text(order).trim()).to.equal('Order Completed');
    expect(text(page)).to.include('<b>Pot</b>').and.to.include('<img src=x onerror=alert(1)>');
    expect(page.querySelector('img')).to.equal(null);
    await accessible(app);
  });

  it('leads back to the list with / where only one column fits', async () => {
    worker.use(...answers([summary('p1', 'Ada')]));
    const app = await open();
    app.style.inlineSize = '390px';
    await until(() => app.renderRoot.querySelector('desk-person-list'));
    const list = inside(app, 'desk-person-list');
    await until(() => list.querySelector('button.person'));
    await sendKeys({ press: 'j' });
    await until(() => app.renderRoot.querySelector('desk-person-page'));
    await sendKeys({ press: '/' });
    await until(() => list.activeElement?.matches('input[type=search]'));
  });

  it('asks to log in again when the session has ended', async () => {
    worker.use(...answers([summary('p1')]));
    worker.use(http.get('/v1/persons', () => HttpResponse.json({ code: 'auth/expired' }, { status: 401 })));
    const app = await open();
    await until(() => app.renderRoot.querySelector('desk-login-form'));
  });

  it('fits a page of 320 px without scrolling sideways', async () => {
    worker.use(...answers([summary('p1', 'A name that is quite a bit longer than the column it stands in')]));
    const app = await open();
    app.style.inlineSize = '320px';
    await until(() => app.renderRoot.querySelector('desk-person-list'));
    const list = inside(app, 'desk-person-list');
    await until(() => list.querySelector('button.person'));
    expect(app.scrollWidth).to.be.at.most(320);
  });
});
