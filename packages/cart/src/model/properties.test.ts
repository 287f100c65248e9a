import { test } from 'node:test';
import { properties } from '../testing/properties.ts';

/** `SCALE=20` for a long run. */
const scale = Number(process.env['SCALE'] ?? 1);
for (const [title, holds] of Object.entries(properties)) test(title, () => holds(scale));
