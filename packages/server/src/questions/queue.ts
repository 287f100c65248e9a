import type { Queued } from '../reviews/index.ts';
import { answerColumns, questionColumns } from './rows.ts';

export const QUESTION_QUEUE: Queued = {
  table: 'questions',
  columns: questionColumns,
  texts: ['body', 'author'],
  prefix: 'question:',
};
export const ANSWER_QUEUE: Queued = {
  table: 'answers',
  columns: answerColumns,
  texts: ['body', 'author'],
  prefix: 'answer:',
};
