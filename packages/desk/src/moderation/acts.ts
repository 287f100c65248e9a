import { nothing } from 'lit';
import type { ModerationItem } from '@continuo/protocol';
import { keysAct } from '../app/keys-dialog.ts';

export type Act = 'publish' | 'refuse' | 'answer' | 'best' | 'incentivised' | 'featured' | 'open' | 'retry';

/** What a moderator asks for, by key or button. */
export class ActEvent extends Event {
  readonly act: Act;
  readonly item: ModerationItem;
  constructor(act: Act, item: ModerationItem) {
    super('desk-act');
    this.act = act;
    this.item = item;
  }
}

/** Keys that act on what has the focus. */
export const ACT_KEYS: Readonly<Record<string, Act>> = {
  p: 'publish',
  r: 'refuse',
  a: 'answer',
  b: 'best',
  i: 'incentivised',
  f: 'featured',
  o: 'open',
};

/** The key of an act, to be shown on its button (`data-key`) and told by it (`aria-keyshortcuts`). */
export const keyOf = (act: Act): string | typeof nothing =>
  (keysAct() && Object.keys(ACT_KEYS).find((key) => ACT_KEYS[key] === act)) || nothing;
