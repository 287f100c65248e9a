import type { Helpful, Vote } from '@continuo/protocol';

/** The counts with this visitor's vote as it is shown, not as it had been counted. */
export const counted = <T extends { helpful: Helpful }>(
  thing: T,
  now: Vote | undefined,
  then: Vote | undefined,
): T => {
  if (now === then) return thing;
  const { yes, no } = thing.helpful;
  const change = (vote: Vote) => Number(now === vote) - Number(then === vote);
  return { ...thing, helpful: { yes: yes + change('yes'), no: no + change('no') } };
};
