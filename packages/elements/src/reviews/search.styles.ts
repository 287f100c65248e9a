import { css, type CSSResult } from 'lit';

/** A search field beside the order, and what was found by it. */
export const searchStyles: CSSResult = css`
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
  mark {
    background: color-mix(in srgb, var(--_accent) 25%, transparent);
    color: inherit;
    font-weight: 600;
  }
  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
