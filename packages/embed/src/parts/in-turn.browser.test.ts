import { expect } from '@open-wc/testing';
import { inTurn } from './in-turn.ts';

describe('the elements of a part', () => {
  it('come to life in turn, each in a task of its own', async () => {
    const names = ['continuo-test-first', 'continuo-test-second'];
    const defined = () => names.map((name) => !!customElements.get(name));
    const seen: boolean[][] = [];
    const [first, second] = names.map(
      (tagName) =>
        class extends HTMLElement {
          static readonly tagName = tagName;
          connectedCallback() {
            // After all that its coming to life brings with it, and before the next task.
            void Promise.resolve().then(() => seen.push(defined()));
          }
        },
    );
    const there = names.map((name) => document.createElement(name));
    document.body.append(...there);
    inTurn(first!, second!);
    expect(defined()).to.deep.equal([false, false]);
    await customElements.whenDefined(names[1]!);
    await Promise.resolve();
    expect(seen).to.deep.equal([
      [true, false],
      [true, true],
    ]);
    there.forEach((element) => element.remove());
  });
});
