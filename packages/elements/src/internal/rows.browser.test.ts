import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { drawRows } from './rows.ts';

describe('rows of a list', () => {
  const list = document.createElement('ul');
  const draw = (...ids: string[]) =>
    drawRows(
      list,
      ids.map((id) => ({ id })),
      ({ id }) => html`<button>${id}</button>`,
    );
  const boxes = () => [...list.children];
  const texts = () => boxes().map((box) => box.textContent);

  beforeEach(() => document.body.append(list));
  afterEach(() => list.remove());

  it('stand in the order that is asked for, each once', () => {
    for (const order of ['abc', 'cab', '', 'bd', 'dbac', 'a']) {
      draw(...order);
      expect(texts().join('')).to.equal(order);
    }
  });

  it('keep their boxes and the focus when others come and go around them', () => {
    draw(...'abc');
    const [, kept] = boxes();
    const button = kept!.querySelector('button')!;
    button.focus();
    draw(...'xyb');
    expect(boxes()[2]).to.equal(kept);
    expect(document.activeElement).to.equal(button);
    draw(...'bz');
    expect(boxes()[0]).to.equal(kept);
    expect(document.activeElement).to.equal(button);
  });

  it('of another list are others', () => {
    draw(...'ab');
    const other = document.createElement('ul');
    drawRows(other, [{ id: 'a' }], () => html`other`);
    expect([texts().join(''), other.textContent]).to.deep.equal(['ab', 'other']);
  });
});
