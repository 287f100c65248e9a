import { afterEach } from 'node:test';
import { Profile, type Tab } from './browser.ts';
import { FakeServer } from './fake-server.ts';

const profiles: Profile[] = [];
afterEach(() => {
  for (const profile of profiles.splice(0)) for (const tab of [...profile.tabs]) tab.kill();
});

/** Kills the tabs of a profile when the test is over. */
export const closeAfter = (...more: Profile[]): void => {
  profiles.push(...more);
};

export const profileOn = (server: FakeServer, name: string): Profile => {
  const profile = new Profile(server, name);
  profiles.push(profile);
  return profile;
};
/** One browser with one tab. */
export const browser = (server = new FakeServer(), name = 'phone'): [FakeServer, Profile, Tab] => {
  const profile = profileOn(server, name);
  return [server, profile, profile.open()];
};
/** Two browsers of one customer. */
export const two = (): [FakeServer, Profile, Tab, Profile, Tab] => {
  const server = new FakeServer();
  const [phone, laptop] = ['phone', 'laptop'].map((name) => {
    const profile = profileOn(server, name);
    profile.user = 'ada';
    return profile;
  }) as [Profile, Profile];
  return [server, phone, phone.open(), laptop, laptop.open()];
};
/** The cart that is open. */
export const only = (server: FakeServer) => [...server.rows.values()].find(({ state }) => state === 'open')!;
