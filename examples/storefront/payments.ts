import { createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface Payment {
  orderId: string;
  /** Of the quote that was paid. */
  hash: string;
  reference: string;
  at: string;
}

/**
 * The demo's payment provider: one payment for an order and a quote, however often it is asked for. It keeps a file per
 * payment, written whole or not at all, so that a killed server does not forget what it has taken.
 */
export class Payments {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'payments');
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Takes the payment, or returns the one that was taken for the same order and quote. */
  async take(orderId: string, hash: string): Promise<Payment> {
    const file = this.#file(orderId, hash);
    const present = await this.#read(file);
    if (present) return present;
    const payment: Payment = {
      orderId,
      hash,
      reference: `demo-${randomUUID()}`,
      at: new Date().toISOString(),
    };
    const draft = `${file}.${randomUUID()}`;
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(JSON.stringify(payment));
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      // Only one of many can give the draft its name.
      await link(draft, file);
      return payment;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return (await this.#read(file)) as Payment;
    } finally {
      await rm(draft);
    }
  }

  /** Gives the money back when no order could be made of it. */
  async giveBack(payment: Payment): Promise<void> {
    await rm(this.#file(payment.orderId, payment.hash), { force: true });
  }

  #file(orderId: string, hash: string): string {
    return join(this.#folder, `${createHash('sha256').update(`${orderId} ${hash}`).digest('hex')}.json`);
  }

  async #read(file: string): Promise<Payment | undefined> {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as Payment;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  }
}

/**
 * The id of the order of a cart: always the same for the same cart, so nothing has to be remembered to place an order
 * once, on whichever device the button is pressed. Nobody can guess it.
 */
export const orderIdOf = (secretKey: string, cartId: string): string =>
  `o_${createHmac('sha256', secretKey).update(`order of ${cartId}`).digest('base64url').slice(0, 24)}`;
