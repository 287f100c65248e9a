export { createMock, type Mock, type MockOptions } from './mock.ts';
export { FAULTS, type FaultName } from './faults.ts';
export { sampleDigests, sampleProducts, sampleReviews, sampleSettings, type SampleDigest } from './sample.ts';
export { sampleAnswers, sampleQuestions, type AskedQuestion } from './sample-questions.ts';
