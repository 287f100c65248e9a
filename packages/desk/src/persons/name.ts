import type { PersonSummary } from '@continuo/protocol';
import type { Words } from '../words.ts';

/** What to call somebody: name, mail, userId; a visitor gets the end of the id, so that two can be told apart. */
export const nameOf = (
  person: Pick<PersonSummary, 'id' | 'name' | 'email' | 'userId'>,
  words: Words,
): string => person.name || person.email || person.userId || `${words.visitor} ${person.id.slice(-4)}`;
