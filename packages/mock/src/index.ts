export { createMock, type Mock, type MockOptions } from './mock.ts';
export { FAULTS, type FaultName } from './faults.ts';
export { sampleProducts, sampleReviews, sampleSettings } from './sample.ts';
