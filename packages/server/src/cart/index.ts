import './requote.ts';

export { endGuestCarts } from './end.ts';
export { renewEpochs } from './epochs.ts';
export { closeCart, fence, pathOf, putBack, quoteNow } from './fence.ts';
export { cartsOfPerson } from './queries.ts';
