import type { Availability } from '@continuo/protocol';

/** One variant as a feed tells it in one language for one market. Amounts are minor units of the market's currency. */
export interface ProductRow {
  variantId: string;
  productId: string;
  title: string;
  /** Title of the whole product, where the feed has one besides the variant's. */
  groupTitle?: string;
  description: string;
  link?: string;
  brand?: string;
  color?: string;
  size?: string;
  material?: string;
  pattern?: string;
  gtin?: string;
  sku?: string;
  /** From the first level down. */
  categories: string[];
  /** Id of the collection; its title is the first of `categories`. */
  collection?: string;
  pictures: string[];
  details: { name: string; value: string }[];
  /** Place among the featured ones, low first. */
  rank?: number;
  availability: Availability;
  amount: number;
  sale?: { amount: number; from?: string; until?: string };
}
