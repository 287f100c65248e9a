// Writes reviews.css and questions.css into packages/elements/dist: the styles of what servers write between the tags. Needs
// the compiled packages.
import { writeFileSync } from 'node:fs';
import { lightStyles as questions } from '../packages/elements/dist/questions/light-styles.js';
import { lightStyles as reviews } from '../packages/elements/dist/reviews/light-styles.js';

for (const [name, styles] of Object.entries({ questions, reviews })) {
  const text = styles()
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(';}', '}');
  writeFileSync(new URL(`../packages/elements/dist/${name}.css`, import.meta.url), `${text}\n`);
}
