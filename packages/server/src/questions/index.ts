export { answerAsBrand, decideAnswer, decideQuestion, markBest } from './decide.ts';
export { ANSWER_QUEUE, QUESTION_QUEUE } from './queue.ts';
export {
  findAnswer,
  findQuestion,
  findQuestions,
  ownAnswerOf,
  ownQuestionsOf,
  type AnswerRow,
  type QuestionRow,
} from './rows.ts';
