// What a page loads once it has a tag of the cart. One file: who has one of these tags has the others on the next page.
import { ContinuoAddToCartElement } from '@continuo/elements/add-to-cart';
import { ContinuoCartButtonElement } from '@continuo/elements/cart-button';
import { ContinuoCartDrawerElement } from '@continuo/elements/cart-drawer';
import { inTurn } from './in-turn.ts';

inTurn(ContinuoAddToCartElement, ContinuoCartButtonElement, ContinuoCartDrawerElement);
