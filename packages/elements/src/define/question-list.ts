import { ContinuoQuestionListElement } from '../questions/question-list/question-list.ts';
import { define } from '../internal/define.ts';

define(ContinuoQuestionListElement);
