export { offersChanged, offersTold, onOffersChanged } from './hooks.ts';
export { offers } from './offers.ts';
export { refreshAllDue } from './refresh.ts';
export { checkProduct, productsNamed, productTitle, productTitles } from './queries.ts';
export type { ProductRow } from './rows.ts';
export { chooseLocale } from './rules.ts';
export { cleanLine, cleanText, fold } from './text.ts';
export { bumpCatalog, catalogState } from './version.ts';
export { retireProducts, writePrices, writeProducts, type FeedScope } from './write.ts';
