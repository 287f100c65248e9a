import { brandQuestions, type BrandQuestion } from './brand/questions.ts';
import { Seeding, type Seed } from './seeding.ts';

class Asking extends Seeding {
  async ask(question: BrandQuestion, desk: Record<string, string>): Promise<void> {
    const { productId, id, author, daysAgo, body, locale, reply, answers } = question;
    const item = `question:${id}`;
    this.at(daysAgo);
    await this.call(`/v1/products/${productId}/questions`, {
      body: { id, body, locale, author },
      headers: await this.by(author),
    });
    await this.publish(item, desk);
    if (reply) {
      this.at(daysAgo - 1);
      await this.act(item, 'response', { text: reply }, desk);
    }
    for (const { best, votes, daysAgo: on, ...answer } of answers) {
      this.at(on);
      await this.call(`/v1/questions/${id}/answers`, {
        body: answer,
        headers: await this.by(answer.author),
      });
      await this.publish(`answer:${answer.id}`, desk);
      await this.vote(`/v1/answers/${answer.id}`, votes);
      if (best) await this.act(`answer:${answer.id}`, 'best', { best }, desk);
    }
  }
}

/**
 * What was asked about the brand's products and what was answered, through the backend's own routes. May be repeated: what
 * is there already stays as it is.
 * @returns how many are published, the shop's own answers among them
 */
export const fillQuestions = async (seed: Seed): Promise<{ questions: number; answers: number }> => {
  const asking = new Asking(seed);
  const desk = await asking.desk();
  for (const question of brandQuestions) await asking.ask(question, desk);
  asking.at(0);
  return {
    questions: brandQuestions.length,
    answers: brandQuestions.reduce((n, { reply, answers }) => n + answers.length + (reply ? 1 : 0), 0),
  };
};
