import type { care, collections, finishes } from './words.ts';

/** A text in the two languages of the brand. Each is written for its language; neither translates the other. */
export interface Text {
  en: string;
  zh: string;
}

/** Prices as they are printed: HKD in dollars, JPY in yen, tax included. */
export interface Prices {
  hkd: number;
  jpy: number;
}

/** A glaze, metal, wood or cloth: what tells one variant from the next. The pictures know it by the same name. */
export type Finish = keyof typeof finishes;

export interface SourceProduct {
  id: string;
  collection: keyof typeof collections;
  title: Text;
  /** Two to four sentences: what it is like to use, how it was made. */
  story: Text;
  /** Which of Google's attributes the finish is told in. */
  axis: 'color' | 'material';
  finishes: Finish[];
  /** Where the product comes in sizes: the name and the price of each. Else one price. */
  sizes?: { id: string; name: Text; prices: Prices }[];
  prices?: Prices;
  /** Reduced prices by finish. */
  sale?: Partial<Record<Finish, Prices>>;
  capacity?: Text;
  measures: Text;
  material: Text;
  care: keyof typeof care;
  /** Variants (`finish` or `finish-size`) nobody can buy at present. */
  soldOut?: string[];
}
