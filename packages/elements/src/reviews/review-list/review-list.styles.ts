import { css } from 'lit';
import { itemStyles } from './item.styles.ts';

export const styles = [
  itemStyles,
  css`
    :host {
      --_star: var(--continuo-review-list-star, currentColor);
      min-block-size: var(--continuo-review-list-min-block-size, 24rem);
    }
    .base {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
      container-type: inline-size;
      line-height: 1.55;
    }
    .head > :first-child {
      font-size: 1.375em;
    }
    #title:focus {
      outline: 0;
      box-shadow: none;
    }
    .head {
      display: grid;
      gap: 0.25rem;
    }
    .head p {
      max-inline-size: 65ch;
    }
    .results {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0 var(--_space);
      min-block-size: 2.25rem;
    }
    .list {
      transition: opacity var(--_motion);
    }
    .waits .list {
      opacity: 0.55;
    }
    /* What changes in one row, or moves it, is nothing to the others. What has the focus is framed outside of its box. */
    @supports (overflow-clip-margin: 1px) {
      .list > li {
        contain: content;
        overflow-clip-margin: 0.5rem;
      }
    }
    li:first-child .review {
      padding-block-start: 0.25rem;
    }
    .message {
      padding: 1.25rem;
      border: 1px solid var(--_line-soft);
      border-radius: var(--_radius);
    }
    .further {
      justify-self: center;
      min-inline-size: min(16rem, 100%);
    }
    .line {
      block-size: 2rem;
      inline-size: 14rem;
    }
    .block {
      block-size: 6rem;
    }
  `,
];
