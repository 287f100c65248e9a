import {
  LitElement,
  css,
  html,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { StaffSession } from '@continuo/protocol';
import { api, type DeskError } from '../api.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';

/** Logs staff in. @fires desk-login - with the session as detail */
export class DeskLoginForm extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    problem: { state: true },
    busy: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: grid;
        min-block-size: 100vh;
        place-items: center;
        padding: 1rem;
      }
      main {
        inline-size: min(22rem, 100%);
      }
      form {
        display: grid;
        gap: 1rem;
      }
      label {
        display: grid;
        gap: 0.25rem;
      }
      [role='alert'] {
        color: var(--desk-bad);
        margin: 0;
        min-block-size: 1.5em;
      }
    `,
  ];

  words!: Words;
  private problem = '';
  private busy = false;

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const form = new FormData(event.target as HTMLFormElement);
    this.busy = true;
    this.problem = '';
    try {
      const session = await api.login(form.get('email') as string, form.get('password') as string);
      this.dispatchEvent(new CustomEvent<StaffSession>('desk-login', { detail: session }));
    } catch (error) {
      const { status } = error as DeskError;
      this.problem =
        status === 401
          ? this.words.loginFailed
          : status === 429
            ? this.words.tooMany
            : this.words.unreachable;
    } finally {
      this.busy = false;
    }
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<main>
      <form @submit=${this.#onSubmit}>
        <h1>${words.desk}</h1>
        <label>${words.email}<input name="email" type="email" autocomplete="username" required /></label>
        <label
          >${words.password}<input name="password" type="password" autocomplete="current-password" required
        /></label>
        <p role="alert">${this.problem}</p>
        <button class="primary" ?disabled=${this.busy}>${words.logIn}</button>
      </form>
    </main>`;
  }
}
customElements.define('desk-login-form', DeskLoginForm);
