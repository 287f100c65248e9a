export { stockOfVariants } from './queries.ts';
export type { LocationRow, StockRow } from './rows.ts';
export { ONLINE, returnStock, takeStock } from './stock.ts';
export { retireLocations, retireStock, writeLocations, writeStock } from './write.ts';
