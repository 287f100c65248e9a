import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MarketInfo } from '@continuo/protocol';
import type { JWK } from 'jose';
import * as z from 'zod/mini';
import { changeSettings, createWorkspace, findWorkspace } from '../../workspaces/index.ts';
import { databaseOptions, whichDatabase, withDatabase, type Command } from './command.ts';

/** `hk:HKD:en,zh-Hant`. */
function marketOf(text: string): MarketInfo {
  const [id = '', currency = '', locales = ''] = text.split(':');
  const shipping = { flat: { amount: 0, currency } };
  const market = {
    id,
    name: id,
    currency,
    locales: locales.split(',').filter(Boolean),
    taxIncluded: true,
    shipping,
  };
  const checked = z.safeParse(MarketInfo, market);
  if (!checked.success || market.locales.length === 0)
    throw new Error(`Not a market (hk:HKD:en,zh-Hant): ${text}`);
  return checked.data;
}

export const commandWorkspace: Command = {
  usage:
    'workspace create <slug> --market hk:HKD:en,zh-Hant … [--name "…"] [--origin https://…] [--cookie-domain shop.example] [--customer-key jwk.json] [--data folder] | workspace change <slug> [--origin https://… for all that may call] [--cookie-domain shop.example]',
  summary:
    'Makes a brand and prints its keys, the only time that the secret key is seen; or changes which origins may call it.',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...databaseOptions,
        name: { type: 'string' },
        market: { type: 'string', multiple: true, default: [] },
        origin: { type: 'string', multiple: true },
        'cookie-domain': { type: 'string' },
        'customer-key': { type: 'string', multiple: true, default: [] },
      },
    });
    const [verb, slug] = positionals;
    if ((verb !== 'create' && verb !== 'change') || slug === undefined)
      throw new Error(`Usage: continuo ${this.usage}`);
    const settings = {
      ...(values.origin === undefined ? {} : { origins: values.origin }),
      ...(values['cookie-domain'] === undefined ? {} : { cookieDomain: values['cookie-domain'] }),
    };
    if (verb === 'change') {
      await withDatabase(whichDatabase(values), async ({ db }) => {
        const workspace = await findWorkspace(db, slug);
        if (!workspace) throw new Error(`There is no workspace ${slug}`);
        await changeSettings(db, workspace, settings);
      });
      return 0;
    }
    const markets = values.market.map(marketOf);
    if (markets.length === 0)
      throw new Error('A workspace needs at least one --market, such as hk:HKD:en,zh-Hant');
    const customerKeys = values['customer-key'].map((file) => JSON.parse(readFileSync(file, 'utf8')) as JWK);
    const { publishable, secret } = await withDatabase(whichDatabase(values), ({ db }) =>
      createWorkspace(db, {
        ...{ slug, markets, customerKeys, ...settings },
        ...(values.name === undefined ? {} : { name: values.name }),
      }),
    );
    console.log(`publishable key  ${publishable}\nsecret key       ${secret}`);
    return 0;
  },
};
