import type { MarketInfo, Product, ReviewSettings } from '@continuo/protocol';
import { sampleMarkets, sampleProducts, sampleSettings, sampleTopics } from '../sample.ts';

/** What a backend must hold when a case begins. */
export interface Fixture {
  markets: readonly MarketInfo[];
  products: readonly Product[];
  /** What reviewers are asked, a language each. */
  settings: readonly ReviewSettings[];
  /** Words of the topics of the settings, by their names. */
  topics: Readonly<Record<string, readonly string[]>>;
}

export const fixture: Fixture = {
  markets: sampleMarkets,
  products: sampleProducts,
  settings: sampleSettings,
  topics: sampleTopics,
};

/** The products as the JSON Lines that the reference backend imports. */
export const fixtureLines = (): string =>
  fixture.products
    .flatMap(({ id, title, description, link, brand, categories, details, variants }, rank) =>
      variants.flatMap((variant) => [
        {
          ...{
            type: 'product',
            id: variant.id,
            product: id,
            title,
            productTitle: title,
            description,
            brand,
            rank,
          },
          link: `https://shop.example/${link?.slice(1)}`,
          ...{ categories, details, availability: variant.availability, price: variant.price.price },
          pictures: ['https://shop.example/picture.webp'],
          options: Object.fromEntries(variant.options.map(({ name, value }) => [name, value])),
        },
        ...(variant.stock === undefined
          ? []
          : [{ type: 'stock', location: 'online', variant: variant.id, quantity: variant.stock }]),
      ]),
    )
    .map((line) => JSON.stringify(line))
    .join('\n');
