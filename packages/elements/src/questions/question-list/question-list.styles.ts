import { css } from 'lit';
import { fieldStyles } from '../../reviews/field.styles.ts';
import { searchStyles } from '../../reviews/search.styles.ts';
import { questionStyles } from '../questions.styles.ts';

export const styles = [
  fieldStyles,
  searchStyles,
  questionStyles,
  css`
    :host {
      min-block-size: var(--continuo-question-list-min-block-size, 20rem);
    }
    .base > :is(h2, h3, h4, h5) {
      font-size: 1.375em;
    }
    /* As rows of reviews are. */
    @supports (overflow-clip-margin: 1px) {
      .list > li {
        contain: content;
        overflow-clip-margin: 0.5rem;
      }
    }
    .waits .list {
      opacity: 0.55;
    }
    .question {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
      gap: 0.5rem;
      padding-block: 1.25rem;
      border-block-end: 1px solid var(--_line-soft);
    }
    .mine .question,
    .mine .answer {
      margin-block-end: var(--_space-s);
      padding: var(--_space);
      border: 1px solid var(--_line-soft);
      border-radius: var(--_radius);
    }
    .answers {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
      inline-size: 100%;
      padding-inline-start: var(--_space);
      border-inline-start: 3px solid var(--_line-soft);
    }
    .answers + * {
      margin-block-start: 0.25rem;
    }
    .answer {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
      gap: 0.25rem;
    }
    .state {
      display: grid;
    }
    .byline {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75rem;
      overflow-wrap: anywhere;
      min-inline-size: 0;
      max-inline-size: 100%;
    }
    .badges {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 0.75rem;
    }
    .badge[open] {
      flex-basis: 100%;
    }
    .badge summary {
      min-block-size: 1.75rem;
      font-size: 0.875em;
      font-weight: 600;
      cursor: pointer;
      text-decoration: underline dotted;
      text-underline-offset: 0.25em;
    }
    .actions,
    .votes,
    .report {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem var(--_space-s);
    }
    .report {
      flex-basis: 100%;
      align-items: end;
    }
    .count:empty {
      display: none;
    }
    /* Its words stand where all others begin, unless there is a frame around them. */
    @media (forced-colors: none) {
      .small[part='all-answers'] {
        padding-inline: 0;
      }
    }
    @container (max-width: 30rem) {
      .bar .field {
        flex: 1 1 14rem;
      }
    }
    .problem:not(:empty) {
      flex-basis: 100%;
    }
    .message {
      padding: 1.25rem;
      border: 1px solid var(--_line-soft);
      border-radius: var(--_radius);
    }
    [part='show-more'] {
      justify-self: center;
      min-inline-size: min(16rem, 100%);
    }
    .skeleton.line {
      block-size: 2rem;
      inline-size: 14rem;
    }
    .skeleton.block {
      block-size: 5rem;
    }
  `,
];
