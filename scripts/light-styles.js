// Writes packages/elements/dist/reviews.css: the styles of reviews as servers write them. Needs the compiled packages.
import { writeFileSync } from 'node:fs';
import { lightStyles } from '../packages/elements/dist/reviews/light-styles.js';

const text = lightStyles()
  .replace(/\s+/g, ' ')
  .replace(/ ?([{};,]) ?/g, '$1')
  .replaceAll(';}', '}');
writeFileSync(new URL('../packages/elements/dist/reviews.css', import.meta.url), `${text}\n`);
