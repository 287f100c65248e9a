// Parents first: an element that finds its provider upgraded has its client at once.
import './provider.ts';
import './add-to-cart.ts';
import './cart-button.ts';
import './cart-drawer.ts';
import './consent.ts';
