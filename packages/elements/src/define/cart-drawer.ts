import { ContinuoCartDrawerElement } from '../cart/cart-drawer/cart-drawer.ts';
import { define } from './define.ts';

define(ContinuoCartDrawerElement);
