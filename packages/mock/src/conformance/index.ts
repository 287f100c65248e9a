import { catalogCases } from './catalog.ts';
import { mediaCases } from './media.ts';
import { questionCases } from './questions.ts';
import { reviewCases } from './reviews.ts';
import type { Case } from './subject.ts';
import { visitorCases } from './visitor.ts';

export { fixture, fixtureLines, type Fixture } from './fixture.ts';
export type { Case, Subject } from './subject.ts';

/**
 * What every backend does that speaks the protocol, as plain functions: run each with a backend that holds `fixture`, in
 * whatever runner. A case that fails throws an error with words.
 */
export const conformance: readonly Case[] = [
  ...catalogCases,
  ...reviewCases,
  ...questionCases,
  ...mediaCases,
  ...visitorCases,
];
