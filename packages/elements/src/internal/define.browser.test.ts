import { expect } from '@open-wc/testing';
import { define } from './define.ts';
import { VERSION } from '../version.ts';

function errors(act: () => void): string[] {
  const said: string[] = [];
  const { error } = console;
  console.error = (...words: unknown[]) => said.push(words.join(' '));
  try {
    act();
  } finally {
    console.error = error;
  }
  return said;
}

describe('registering an element', () => {
  it('a second copy of the same version is fine, and the first stays', () => {
    class First extends HTMLElement {
      static readonly tagName = 'continuo-test-twice';
    }
    class Second extends HTMLElement {
      static readonly tagName = 'continuo-test-twice';
    }
    expect(errors(() => [First, Second].forEach(define))).to.deep.equal([]);
    expect(customElements.get('continuo-test-twice')).to.equal(First);
  });

  it('another version is said loudly, with both versions', () => {
    class Other extends HTMLElement {}
    Object.defineProperty(Other, Symbol.for('continuo:version'), { value: '9.9.9' });
    customElements.define('continuo-test-other', Other);
    class Ours extends HTMLElement {
      static readonly tagName = 'continuo-test-other';
    }
    const [said] = errors(() => define(Ours));
    expect(said).to.include('9.9.9').and.to.include(VERSION);
  });
});
