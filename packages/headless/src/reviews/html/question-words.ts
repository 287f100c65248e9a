import { han } from '../han.ts';
import { languageOf } from './language.ts';

/** What the rendered text of questions says: the same as the element, which takes its place. */
export interface QuestionHtmlWords {
  /** BCP 47, for dates. */
  locale: string;
  title: string;
  /** How many there are. */
  results: (count: number) => string;
  none: string;
  noneHint: string;
  askedBy: (author: string) => string;
  noAnswers: string;
  brand: string;
  brandMeaning: (shop: string) => string;
  best: string;
  bestMeaning: string;
  helpfulCount: (yes: number, all: number) => string;
  /** What is pressed later: nobody reads it here, its length says how much room it takes. */
  later: Record<'search' | 'sort' | 'helpful' | 'yes' | 'no' | 'report' | 'answer' | 'tellMe', string> & {
    allAnswers: (answers: number) => string;
  };
}

/** How far the backend counts. */
const COUNTED = 10_000;
const number = (n: number): string => n.toLocaleString('en');

const questions = (n: number): string => `${number(n)} ${n === 1 ? 'question' : 'questions'}`;
const en: QuestionHtmlWords = {
  locale: 'en',
  title: 'Questions and answers',
  results: (n) => (n < COUNTED ? questions(n) : `more than ${questions(COUNTED)}`),
  none: 'Nobody has asked anything yet.',
  noneHint: 'Whatever you would like to know, others may want to know it, too.',
  askedBy: (author) => `Asked by ${author}`,
  noAnswers: 'Not answered yet.',
  brand: 'Answer of the shop',
  brandMeaning: (shop) => `Somebody of ${shop} wrote this answer.`,
  best: 'Best answer',
  bestMeaning: 'The shop marked it as the one that answers the question best.',
  helpfulCount: (yes, all) => `${number(yes)} of ${number(all)} found this helpful`,
  later: {
    search: 'Search in questions and answers',
    sort: 'Sort by',
    helpful: 'Was this helpful?',
    yes: 'Yes',
    no: 'No',
    report: 'Report',
    answer: 'Answer',
    tellMe: 'Tell me when it is answered',
    allAnswers: (answers) => `Show all ${number(answers)} answers`,
  },
};
const hant: QuestionHtmlWords = {
  locale: 'zh-Hant',
  title: '問與答',
  results: (n) => (n < COUNTED ? `${number(n)} 個問題` : `超過 ${number(COUNTED)} 個問題`),
  none: '還沒有人提問。',
  noneHint: '你想知道的事，其他人可能也想知道。',
  askedBy: (author) => han`${author}提問`,
  noAnswers: '暫時未有回答。',
  brand: '本店回答',
  brandMeaning: (shop) => han`這是${shop}的人員所寫的回答。`,
  best: '最佳回答',
  bestMeaning: '本店認為這是最能解答問題的回答。',
  helpfulCount: (yes, all) => `${number(all)} 人中有 ${number(yes)} 人覺得有幫助`,
  later: {
    search: '搜尋問題與回答',
    sort: '排序',
    helpful: '有幫助嗎？',
    yes: '有',
    no: '沒有',
    report: '檢舉',
    answer: '回答',
    tellMe: '有回答時告訴我',
    allAnswers: (answers) => `顯示全部 ${number(answers)} 個回答`,
  },
};
const hans: QuestionHtmlWords = {
  locale: 'zh-Hans',
  title: '问与答',
  results: (n) => (n < COUNTED ? `${number(n)} 个问题` : `超过 ${number(COUNTED)} 个问题`),
  none: '还没有人提问。',
  noneHint: '你想知道的事，其他人可能也想知道。',
  askedBy: (author) => han`${author}提问`,
  noAnswers: '暂时没有回答。',
  brand: '本店回答',
  brandMeaning: (shop) => han`这是${shop}的人员所写的回答。`,
  best: '最佳回答',
  bestMeaning: '本店认为这是最能解答问题的回答。',
  helpfulCount: (yes, all) => `${number(all)} 人中有 ${number(yes)} 人觉得有帮助`,
  later: {
    search: '搜索问题与回答',
    sort: '排序',
    helpful: '有帮助吗？',
    yes: '有',
    no: '没有',
    report: '举报',
    answer: '回答',
    tellMe: '有回答时告诉我',
    allAnswers: (answers) => `显示全部 ${number(answers)} 个回答`,
  },
};
const languages = { en, hant, hans };

/** The words that serve a BCP 47 tag: Chinese in the script that its readers read, else English. */
export const questionHtmlWords = (tag: string): QuestionHtmlWords => languages[languageOf(tag)];
