import { html, type Html } from '../html.ts';

/** A labelled input with room for what is wrong with it. */
export const field = (
  name: string,
  label: string,
  autocomplete: string,
  options: { type?: string; optional?: boolean; value?: string } = {},
): Html =>
  html`<p class="field">
    <label for="f-${name}">${label}</label>
    <input
      id="f-${name}"
      name="${name}"
      type="${options.type ?? 'text'}"
      autocomplete="${autocomplete}"
      value="${options.value ?? ''}"
      maxlength="200"
      ${options.optional ? '' : html` required aria-required="true"`}
      aria-describedby="e-${name}"
    />
    <span class="error" id="e-${name}" data-error="${name}"></span>
  </p>`;
