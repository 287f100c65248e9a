import { css, type CSSResult } from 'lit';
import { searchStyles } from '../search.styles.ts';

/** Search, filters and order. */
export const toolStyles: CSSResult = css`
  .filters {
    display: grid;
    gap: 0.75rem;
    padding-block: var(--_space);
    border-block: 1px solid var(--_line-soft);
  }
  ${searchStyles}
  .like {
    display: grid;
    gap: var(--_space-s);
  }
  .topics {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1.25rem;
  }
  .toggles {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: var(--_space-s);
    max-inline-size: 32rem;
  }
  .toggle {
    flex-wrap: wrap;
    min-inline-size: 0;
    padding: 0.25rem 0;
    gap: 0 0.25em;
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
`;
