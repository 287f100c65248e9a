import { css } from 'lit';
import { fieldStyles } from '../../reviews/field.styles.ts';
import { questionStyles } from '../questions.styles.ts';

export const styles = [
  fieldStyles,
  questionStyles,
  css`
    :host {
      min-block-size: var(--continuo-question-form-min-block-size, 2.75rem);
    }
    .own {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-s);
    }
    .own li {
      padding: var(--_space);
      border: 1px solid var(--_line-soft);
      border-radius: var(--_radius);
    }
  `,
];
