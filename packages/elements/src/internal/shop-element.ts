import type { Texts } from '../i18n/languages.ts';
import type { Messages } from '../i18n/messages.ts';
import { shopTexts } from '../i18n/shop.ts';
import { ContinuoElement } from './element.ts';

/** An element of cart, catalogue or consent: they share their words. */
export abstract class ShopElement extends ContinuoElement<Messages> {
  protected override get texts(): Texts<Messages> {
    return shopTexts;
  }
}
