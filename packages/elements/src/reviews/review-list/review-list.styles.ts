import { css } from 'lit';
import { fieldStyles } from '../field.styles.ts';
import { itemStyles } from './item.styles.ts';

export const styles = [
  fieldStyles,
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
    #title {
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
    .filters {
      display: grid;
      gap: 0.75rem;
      padding-block: var(--_space);
      border-block: 1px solid var(--_line-soft);
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.75rem;
    }
    .search {
      flex: 1 1 14rem;
    }
    .search input {
      inline-size: 100%;
    }
    .like {
      display: grid;
      gap: var(--_space-s);
    }
    .toggles {
      display: grid;
      grid-template-columns: repeat(5, minmax(0, 1fr));
      gap: var(--_space-s);
      max-inline-size: 32rem;
    }
    .toggle {
      min-inline-size: 0;
      padding: 0.25rem;
      gap: 0.25em;
      font-variant-numeric: tabular-nums;
    }
    @container (max-width: 30rem) {
      .bar .field {
        flex: 1 1 8rem;
      }
    }
    @container (min-width: 30rem) {
      .toggle .muted {
        margin-inline-start: 0.25em;
      }
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
    .many li {
      content-visibility: auto;
      contain-intrinsic-size: auto 14rem;
    }
    .list li:first-child .review {
      padding-block-start: 0.25rem;
    }
    [part='show-more'] {
      justify-self: center;
      min-inline-size: min(16rem, 100%);
    }
    dialog {
      inline-size: min(30rem, 100% - 2rem);
      max-block-size: calc(100dvh - 2rem);
      margin: auto;
      border-radius: var(--_radius);
      overflow: auto;
    }
    .panel {
      display: grid;
      gap: var(--_space);
      padding: var(--_space);
    }
    .panel .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    .skeleton.line {
      block-size: 2rem;
      inline-size: 14rem;
    }
    .skeleton.block {
      block-size: 6rem;
    }
  `,
];
