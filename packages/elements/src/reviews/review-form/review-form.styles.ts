import { css } from 'lit';
import { fieldStyles } from '../field.styles.ts';
import { playStyles } from '../play.styles.ts';

export const styles = [
  fieldStyles,
  css`
    :host {
      --_star: var(--continuo-review-form-star, currentColor);
      min-block-size: var(--continuo-review-form-min-block-size, 2.75rem);
    }
    .base {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
      container-type: inline-size;
      line-height: 1.55;
    }
    .form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem;
      max-inline-size: 42rem;
      padding: 1.25rem;
      border: 1px solid var(--_line-soft);
      border-radius: var(--_radius);
    }
    h2,
    h3,
    h4,
    h5,
    h6 {
      margin: 0;
      font-size: 1.25em;
      font-weight: 600;
      line-height: 1.35;
    }
    #form-title:focus,
    .sent:focus {
      outline: 0;
      box-shadow: none;
    }
    .label .muted,
    legend .muted {
      font-weight: 400;
    }
    textarea {
      resize: vertical;
      line-height: 1.5;
    }
    .field input,
    .field textarea,
    .field select {
      inline-size: 100%;
    }
    [aria-invalid='true']:not(fieldset) {
      border-color: var(--_danger);
      box-shadow: inset 0 0 0 1px var(--_danger);
    }
    .left:empty {
      display: none;
    }
    .choice {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      margin-inline-start: -0.5rem;
    }
    .pick {
      position: relative;
      display: grid;
      place-items: center;
      /* Five in a row, also where there is little room. */
      inline-size: min(2.75rem, (100cqi - 2.5rem) / 5);
      block-size: 2.75rem;
      border-radius: var(--_radius);
      cursor: pointer;
    }
    .pick input {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      margin: 0;
      opacity: 0;
      cursor: inherit;
    }
    .pick .star {
      inline-size: 1.875rem;
      block-size: 1.875rem;
      stroke: currentColor;
      stroke-width: 1.4;
      stroke-linejoin: round;
    }
    .pick .full {
      fill: none;
    }
    /* All up to the chosen one are filled: a shape, not a colour. */
    .pick:has(:checked) .full,
    .pick:has(~ .pick :checked) .full {
      fill: currentColor;
    }
    /* While the pointer is over them, all up to it; nothing is chosen by that. */
    @media (hover: hover) {
      .choice:has(.pick:hover) .full {
        fill: none;
      }
      .pick:hover .full,
      .pick:has(~ .pick:hover) .full {
        fill: currentColor !important;
      }
    }
    .pick:has(:focus-visible) {
      outline: 2px solid var(--_focus);
      outline-offset: -2px;
    }
    .chosen {
      margin-inline-start: 0.5rem;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--_space-s) var(--_space);
    }
    .about {
      display: grid;
      gap: 1.25rem;
    }
    .about .row {
      row-gap: 1rem;
    }
    .about .field {
      flex: 1 1 12rem;
    }
    .about .row:empty {
      display: none;
    }
    .media,
    .uploads {
      display: grid;
      gap: var(--_space-s);
      justify-items: start;
    }
    .uploads {
      inline-size: 100%;
    }
    .upload {
      display: grid;
      grid-template-columns: 5.5rem minmax(0, 1fr);
      gap: 0.75rem;
      inline-size: 100%;
    }
    .preview {
      display: grid;
      place-items: center;
      overflow: hidden;
      inline-size: 5.5rem;
      block-size: 5.5rem;
      border-radius: var(--_radius);
      background: var(--_line-soft);
    }
    .preview > * {
      grid-area: 1 / 1;
    }
    ${playStyles}
    .preview canvas,
    .preview picture,
    .preview img {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .choose {
      position: relative;
    }
    .choose:has(:focus-visible) {
      outline: 2px solid var(--_focus);
      outline-offset: 2px;
      box-shadow: 0 0 0 2px var(--_focus-gap);
    }
    .saved {
      min-block-size: 1.5em;
    }
    .sent {
      display: grid;
      gap: 0.25rem;
      padding: var(--_space);
      border-inline-start: 3px solid var(--_accent);
      background: color-mix(in srgb, currentColor 5%, transparent);
    }
    .skeleton.block {
      block-size: 28rem;
    }
    .mine .review {
      padding: var(--_space);
      border: 1px solid var(--_line-soft);
      border-radius: var(--_radius);
    }
  `,
];
