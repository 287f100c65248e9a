import { ContinuoQuestionListElement } from '../questions/question-list/question-list.ts';
import { define } from './define.ts';

define(ContinuoQuestionListElement);
