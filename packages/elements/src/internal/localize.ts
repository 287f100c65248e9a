import { exponentOf } from '@continuo/protocol/constants';
import type { Money } from '@continuo/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { languageOf, load, messagesFor } from '../i18n/languages.ts';
import type { Messages } from '../i18n/messages.ts';
import { closestAcrossRoots } from './dom.ts';

const connected = new Set<Localize>();
let observer: MutationObserver | undefined;

/** Language of an element: the nearest `lang`, its messages (loaded when first needed), and money as its readers write it. */
export class Localize implements ReactiveController {
  /** BCP 47 tag of the nearest `lang`, `en` when there is none. */
  tag = 'en';
  readonly #host: ReactiveControllerHost & Element;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined until the language's texts have arrived. */
  get words(): Messages | undefined {
    return messagesFor(languageOf(this.tag));
  }

  hostConnected(): void {
    connected.add(this);
    // One observer for all: a page that switches language does it by `lang` on some ancestor.
    observer ??= new MutationObserver(() => connected.forEach((each) => each.#read()));
    if (connected.size === 1)
      observer.observe(document.documentElement, { attributeFilter: ['lang'], subtree: true });
    this.#read();
  }

  hostDisconnected(): void {
    connected.delete(this);
    if (connected.size === 0) observer?.disconnect();
  }

  money({ amount, currency }: Money): string {
    const digits = exponentOf(currency);
    return moneyFormat(this.tag, currency, digits).format(amount / 10 ** digits);
  }

  #read(): void {
    const tag = closestAcrossRoots(this.#host, '[lang]')?.getAttribute('lang') || 'en';
    if (tag === this.tag && this.words) return;
    this.tag = tag;
    this.#host.requestUpdate();
    if (!this.words) void load(languageOf(tag)).then(() => this.#host.requestUpdate());
  }
}

const formats = new Map<string, Intl.NumberFormat>();

function moneyFormat(tag: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const options = {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    try {
      format = new Intl.NumberFormat(tag, options);
    } catch {
      // Pages say lang="english" and the like; such a page gets English numbers.
      format = new Intl.NumberFormat('en', options);
    }
    formats.set(key, format);
  }
  return format;
}
