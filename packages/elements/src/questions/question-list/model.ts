import type { Client } from '@continuo/core';
import {
  createQuestions,
  type Answered,
  type Loaded,
  type OwnAsked,
  type QuestionPage,
  type QuestionQuery,
  type Questions,
} from '@continuo/headless/questions';
import { StoresController } from '../../internal/stores-controller.ts';

interface Stores {
  page: Loaded<QuestionPage>;
  query: QuestionQuery;
  busy: boolean;
  own: OwnAsked;
  answered: Answered | undefined;
}

/** What a list is drawn from: the stores of one product's questions, listened to while the element is on the page. */
export class QuestionModel extends StoresController<Stores> {
  questions: Questions | undefined;

  /**
   * Another product, or none.
   * @param before Runs before anybody listens: what is asked for then needs no request of its own.
   */
  choose(client: Client | undefined, productId: string | undefined, before: () => void): void {
    const questions = client && productId ? createQuestions(client, { productId }) : undefined;
    this.questions = questions;
    before();
    this.showAll(
      questions && {
        page: questions.$list,
        query: questions.$query,
        busy: questions.$busy,
        own: questions.$own,
        answered: questions.$answered,
      },
    );
  }
}
