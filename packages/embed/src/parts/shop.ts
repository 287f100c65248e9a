// What a page loads once it has a tag of the cart. One file: who has one of these tags has the others on the next page.
import '@continuo/elements/define/add-to-cart';
import '@continuo/elements/define/cart-button';
import '@continuo/elements/define/cart-drawer';
