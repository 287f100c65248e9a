export { createMock, type Mock, type MockOptions } from './mock.ts';
export { FAULTS, type FaultName } from './faults.ts';
export { sampleProducts, sampleReviews, sampleSettings } from './sample.ts';
export { sampleAnswers, sampleQuestions, type AskedQuestion } from './sample-questions.ts';
