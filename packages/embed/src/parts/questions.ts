// What a page loads once it has a tag of questions and answers.
import { ContinuoQuestionListElement } from '@continuo/elements/question-list';
import { ContinuoQuestionFormElement } from '@continuo/elements/question-form';
import { inTurn } from './in-turn.ts';

inTurn(ContinuoQuestionListElement, ContinuoQuestionFormElement);
