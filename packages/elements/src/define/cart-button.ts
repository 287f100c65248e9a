import { ContinuoCartButtonElement } from '../cart/cart-button/cart-button.ts';
import { define } from '../internal/define.ts';

define(ContinuoCartButtonElement);
