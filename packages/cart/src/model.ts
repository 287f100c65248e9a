export * from './model/key.ts';
export * from './model/line.ts';
export * from './model/apply.ts';
export * from './model/receive.ts';
export * from './model/compact.ts';
export * from './model/difference.ts';
export * from './model/merge.ts';
export * from './model/cancel.ts';
