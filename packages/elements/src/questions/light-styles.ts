import { lightRules } from '../internal/light-rules.ts';
import { ContinuoQuestionListElement } from './question-list/question-list.ts';

/**
 * What `questionsHtml` of `@continuo/headless/reviews/html` writes between the tags looks as what the element shows in its
 * place. Written into `questions.css` by the build.
 */
export const lightStyles = (): string => {
  const { tagName, styles } = ContinuoQuestionListElement;
  return lightRules({
    tagName,
    styles,
    long: '.list > li',
    useless: '.bar, .votes, .actions:not(:has(.count))',
  });
};
