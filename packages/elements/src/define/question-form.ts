import { ContinuoQuestionFormElement } from '../questions/question-form/question-form.ts';
import { define } from '../internal/define.ts';

define(ContinuoQuestionFormElement);
