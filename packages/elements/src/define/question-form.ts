import { ContinuoQuestionFormElement } from '../questions/question-form/question-form.ts';
import { define } from './define.ts';

define(ContinuoQuestionFormElement);
