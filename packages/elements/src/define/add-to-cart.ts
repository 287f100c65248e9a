import { ContinuoAddToCartElement } from '../cart/add-to-cart/add-to-cart.ts';
import { define } from './define.ts';

define(ContinuoAddToCartElement);
