/**
 * An independent judge: it knows of every press what its author had on screen, as a set of presses, and decides by
 * that alone: no versions, no horizon, no folding.
 */
import type { Operation } from '@continuo/protocol';

interface Unit {
  readonly by: string;
  readonly order: number;
  n: number;
  readonly isSet: boolean;
}

export interface Known {
  readonly op: Operation;
  readonly author: string;
  /** Ids `author:s` of all presses whose effect the author saw. */
  readonly saw: ReadonlySet<string>;
}

export class Oracle {
  readonly #units = new Map<string, Unit[]>();
  #order = 0;

  at(address: string): Unit[] {
    return this.#units.get(address) ?? [];
  }

  q(address: string): number {
    const units = this.at(address);
    return (this.#winner(address)?.n ?? 0) + units.filter((u) => !u.isSet).reduce((sum, u) => sum + u.n, 0);
  }

  get addresses(): string[] {
    return [...this.#units.keys()];
  }

  accept({ op, author, saw }: Known): void {
    const by = `${author}:${op[0]}`;
    const order = ++this.#order;
    const put = (address: string, n: number, isSet = false) =>
      this.#units.set(address, [...this.at(address), { by, order, n, isSet }]);
    const seen = (unit: Unit) => saw.has(unit.by);
    const clear = (address: string) =>
      this.#units.set(
        address,
        this.at(address).filter((u) => !seen(u)),
      );
    switch (op[2]) {
      case 'a':
        put(op[3], op[4]);
        break;
      case 'i':
        if (op[4] > 0) put(op[3], op[4]);
        else this.#takeAway(op[3], -op[4], seen);
        break;
      case 's':
        clear(op[3]);
        put(op[3], op[4], true);
        break;
      case 'r':
        clear(op[3]);
        break;
      case 'x':
        for (const address of this.addresses) if (address.startsWith(`${op[3]}/`)) clear(address);
        break;
      case 'm': {
        const winner = this.#winner(op[3]);
        const counted = this.at(op[3]).filter((u) => seen(u) && (!u.isSet || u === winner));
        const n = counted.reduce((sum, u) => sum + u.n, 0);
        const to = `${op[4]}/${op[3].slice(2)}`;
        if (n > 0 && to !== op[3]) {
          clear(op[3]);
          put(to, n);
        }
        break;
      }
    }
  }

  #winner(address: string): Unit | undefined {
    const sets = this.at(address).filter((u) => u.isSet);
    return sets.reduce<Unit | undefined>((a, b) => (!a || b.order > a.order ? b : a), undefined);
  }

  #takeAway(address: string, n: number, seen: (unit: Unit) => boolean): void {
    const winner = this.#winner(address);
    const units = this.at(address).filter((u) => !u.isSet || u === winner || !seen(u));
    for (const unit of units.filter(seen).sort((a, b) => b.order - a.order)) {
      const taken = Math.min(n, unit.n);
      unit.n -= taken;
      n -= taken;
    }
    this.#units.set(
      address,
      units.filter((u) => u.n > 0),
    );
  }
}
