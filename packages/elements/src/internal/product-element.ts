import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Loaded } from '@continuo/headless/catalog';
import type { PropertyValues } from 'lit';
import { ContinuoElement } from './element.ts';

/** An element about one product: what it shows changes with the product and the client, and its failure is told once. */
export abstract class ProductElement extends ContinuoElement {
  abstract productId: string | undefined;

  #told: unknown;

  /** Takes the stores of the product that is now named; there may be none, or no client. */
  protected abstract choose(client: Client | undefined): void;

  /** What it shows, as far as that is there. */
  protected abstract get loaded(): Loaded<unknown> | undefined;

  protected override clientChanged(client: Client | undefined): void {
    this.choose(client);
  }

  protected override willUpdate(changed: PropertyValues): void {
    // At first, the client comes with the same update.
    if (changed.has('productId') && this.hasUpdated) this.choose(this.resolvedClient);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { error, phase } = this.loaded ?? {};
    // That there is no such product is an answer.
    if (error && error !== this.#told && phase !== 'empty') this.tellFailure(error);
    this.#told = error;
  }

  /** Tells of a failure, once. */
  protected tellFailure(error: ContinuoErrorLike): void {
    this.emitError(error);
  }
}
