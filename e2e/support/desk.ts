import assert from 'node:assert/strict';
import type { ModerationItem, Person, PersonSummary, TimelineEntry } from '@continuo/protocol';
import { until, url, type Visitor } from './browser.ts';

/** The merchant's desk, looked at in a browser; and its API, where a number is easier asked than read. */

export const AGENT = { email: 'ben@example.com', password: 'harbour-agent-1' };

export async function openDesk({ page }: Visitor): Promise<void> {
  await page.goto(`${url}/desk/`);
  const email = await page.waitForSelector('desk-app >>> [type=email]');
  await email!.type(AGENT.email);
  await (await page.$('desk-app >>> [type=password]'))!.type(AGENT.password);
  await (await page.$('desk-app >>> button'))!.click();
  await page.waitForSelector('desk-app >>> [type=search]');
}

/** Searches, waits for somebody who fits, and opens the first. */
export async function openPerson({ page }: Visitor, search: string): Promise<void> {
  const field = await page.waitForSelector('desk-app >>> [type=search]');
  await field!.click({ count: 3 });
  await field!.type(search);
  await until(`${search} is found`, async () => {
    const found = await page.$$('desk-app >>> button.person');
    return found.length === 1 ? found[0] : undefined;
  });
  await (await page.$('desk-app >>> button.person'))!.click();
  await page.waitForSelector('desk-app >>> #name');
}

/** All that stands on the page of the person. */
export const personText = ({ page }: Visitor): Promise<string> =>
  page.evaluate(
    () =>
      document
        .querySelector('desk-app')!
        .shadowRoot!.querySelector('desk-person-page')!
        .shadowRoot!.textContent?.replace(/\s+/g, ' ') ?? '',
  );

/** A staff session of its own, for asking the API. */
export async function staff(): Promise<{
  persons(q: string): Promise<PersonSummary[]>;
  person(id: string): Promise<Person>;
  timeline(id: string): Promise<TimelineEntry[]>;
  /** What waits for a moderator and holds these words. */
  waiting(q: string): Promise<ModerationItem[]>;
}> {
  const login = await fetch(`${url}/v1/staff/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(AGENT),
  });
  assert.equal(login.status, 200, await login.clone().text());
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}/v1${path}`, { headers: { cookie } });
    assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
    return (await response.json()) as T;
  };
  return {
    persons: async (q) =>
      (await get<{ persons: PersonSummary[] }>(`/persons?q=${encodeURIComponent(q)}`)).persons,
    person: (id) => get<Person>(`/persons/${id}`),
    waiting: async (q) =>
      (await get<{ items: ModerationItem[] }>(`/moderation?q=${encodeURIComponent(q)}`)).items,
    timeline: async (id) => {
      const all: TimelineEntry[] = [];
      for (let cursor = ''; ;) {
        const { entries, next } = await get<{ entries: TimelineEntry[]; next?: string }>(
          `/persons/${id}/timeline${cursor && `?cursor=${encodeURIComponent(cursor)}`}`,
        );
        all.push(...entries);
        if (!next) return all;
        cursor = next;
      }
    },
  };
}
