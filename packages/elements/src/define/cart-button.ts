import { ContinuoCartButtonElement } from '../cart/cart-button/cart-button.ts';
import { define } from './define.ts';

define(ContinuoCartButtonElement);
