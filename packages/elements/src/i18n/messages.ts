import type { ConsentCategory } from '@continuo/core';
import type { NoticeKind } from '@continuo/protocol';
import type { CommonMessages } from './common.ts';

/** What a notice speaks of, ready to be read: names and formatted values. */
export interface NoticeWords {
  /** Title of the line, or an empty string where it concerns the whole cart. */
  title: string;
  old: string;
  new: string;
}

/** Every word that the elements of cart, catalogue and consent show. A language lacks none: the type and a test see to it. */
export interface Messages extends CommonMessages {
  dismiss: string;

  // a product and its variants
  color: string;
  size: string;
  material: string;
  pattern: string;
  /** What stands before the chosen value, as in “Color: Blue”. */
  chosenOf: (name: string) => string;
  soldOutValue: (value: string) => string;
  inStock: string;
  soldOut: string;
  preorder: string;
  backorder: string;
  onlyLeft: (quantity: number) => string;
  price: string;
  priceBefore: string;
  taxIncluded: string;
  taxExcluded: string;
  productUnknown: string;

  // putting it into the cart
  addToCart: string;
  preorderNow: string;
  added: string;
  addedTo: (title: string) => string;
  addRefused: string;
  quantity: string;
  quantityOf: (title: string) => string;
  less: string;
  lessOf: (title: string) => string;
  more: string;
  moreOf: (title: string) => string;

  // the cart
  cart: string;
  cartWith: (items: number) => string;
  cartEmpty: string;
  cartEmptyHint: string;
  continueShopping: string;
  remove: string;
  removeOf: (title: string) => string;
  removed: (title: string) => string;
  undo: string;
  undoOf: (title: string) => string;
  restored: (title: string) => string;
  quantityNow: (title: string, quantity: number) => string;
  unitPrice: (price: string) => string;
  unavailable: string;
  partly: (payable: number, wanted: number) => string;
  lineUnknown: string;
  subtotal: string;
  discount: string;
  shipping: string;
  shippingFree: string;
  credit: string;
  taxIn: (title: string) => string;
  total: string;
  pricesPending: string;
  pricesOffline: string;
  checkout: string;
  cartOffline: string;
  cartNotSaved: string;
  notices: string;
  notice: Record<NoticeKind, (words: NoticeWords) => string>;

  // consent
  consentTitle: string;
  consentText: string;
  consentAccept: string;
  consentReject: string;
  consentChoose: string;
  consentPreferences: string;
  consentSave: string;
  consentSaved: string;
  consentAlways: string;
  consentSignal: string;
  consentName: Record<ConsentCategory, string>;
  consentMeaning: Record<ConsentCategory, string>;
}
