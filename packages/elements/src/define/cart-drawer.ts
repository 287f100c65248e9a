import { ContinuoCartDrawerElement } from '../cart/cart-drawer/cart-drawer.ts';
import { define } from '../internal/define.ts';

define(ContinuoCartDrawerElement);
