import type { Core } from './tab.ts';

export interface OpenTab extends Core {
  window: Window & typeof globalThis;
  close(): void;
}

/** A page of the same origin in a frame: its own globals, shared storage, locks and channels. */
export const openTab = async (wants: Record<string, string> = {}): Promise<OpenTab> => {
  const frame = document.createElement('iframe');
  frame.src = `/packages/core/src/testing/tab.html?${new URLSearchParams(wants)}`;
  document.body.append(frame);
  const window = () => frame.contentWindow as OpenTab['window'] & { core?: Core };
  for (const end = Date.now() + 10_000; !window()?.core;) {
    if (Date.now() > end) throw new Error('the tab does not load');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { ...window().core!, window: window(), close: () => frame.remove() };
};

export const until = async (what: () => unknown, ms = 30_000): Promise<void> => {
  for (const end = Date.now() + ms; !(await what());) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${String(what)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
