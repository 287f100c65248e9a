import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TimelineEntry } from '@continuo/protocol';
import { day, time } from '../format.ts';
import type { Words } from '../words.ts';

/** One stroke a channel: told from each other by shape, and always beside the word. */
const SHAPES: Record<string, string> = {
  web: 'M2 3h12v8H2zM6 14h4M8 11v3',
  webview: 'M5 1h6v14H5zM7 13h2',
  kiosk: 'M3 1h10v9H3zM8 10v5M5 15h6',
  till: 'M2 8h12v6H2zM5 8V3h6v5',
  chat: 'M2 3h12v8H7l-3 3v-3H2z',
  mail: 'M2 3h12v10H2zM2 4l6 5 6-5',
  social: 'M4 8a2 2 0 1 0 0 .1M12 4a2 2 0 1 0 0 .1M12 12a2 2 0 1 0 0 .1M5 7l5-2M5 9l5 2',
  server: 'M2 3h12v4H2zM2 9h12v4H2zM4 5h1M4 11h1',
};
const icon = (channel: string): SVGTemplateResult =>
  svg`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="1.3" stroke-linejoin="round"><path d=${SHAPES[channel] ?? SHAPES['web']} /></svg>`;

/** What an entry is called: event names are the merchant's own words and stay as they are. */
export function titleOf(entry: TimelineEntry, words: Words): string {
  if (entry.kind === 'order') return `${words.order_placed} ${entry.title}`;
  if (entry.kind === 'identity') return [words.identity_joined, entry.title].filter(Boolean).join(' · ');
  if (!entry.type || entry.type === 'track') return entry.title;
  const label = words[`event_${entry.type}`];
  return entry.title ? `${label} · ${entry.title}` : label;
}

/** The one value of an event worth a glance: what was seen or searched. An id is none. */
export function gistOf({ properties }: TimelineEntry): string {
  for (const name of ['name', 'query', 'title', 'path', 'url']) {
    const value = properties[name];
    if (typeof value === 'string' && value) return value;
  }
  return '';
}

const flat = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function row(entry: TimelineEntry, words: Words, lang: string): TemplateResult {
  const { channel = 'web' } = entry;
  const details = Object.entries(entry.properties);
  const title = titleOf(entry, words);
  const gist = gistOf(entry);
  return html`<li class=${entry.kind} data-trust=${entry.trust}>
    <time datetime=${entry.at}>${time(entry.at, lang)}</time>
    <span class="channel">${icon(channel)} ${words[`channel_${channel}`]}</span>
    <span class="what">
      ${
        details.length
          ? html`<details>
              <summary><b>${title}</b> ${gist && gist !== entry.title ? gist : nothing}</summary>
              <dl>
                ${details.map(
                  ([name, value]) =>
                    html`<dt>${name}</dt>
                      <dd>${flat(value)}</dd>`,
                )}
                ${
                  entry.campaign
                    ? html`<dt>campaign</dt>
                        <dd>${flat(entry.campaign)}</dd>`
                    : nothing
                }
              </dl>
            </details>`
          : html`<b>${title}</b>`
      }
    </span>
    <span class="trust"
      >${words[`trust_${entry.trust}`]}${
        entry.unverified ? html` <strong class="unverified">${words.unverified}</strong>` : nothing
      }</span
    >
  </li>`;
}

/** What happened, newest first, a heading for each day. */
export function timeline(entries: readonly TimelineEntry[], words: Words, lang: string): TemplateResult {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const label = day(entry.at, lang);
    days.set(label, [...(days.get(label) ?? []), entry]);
  }
  return html`${repeat(
    days,
    ([label]) => label,
    ([label, list]) =>
      html`<h3>${label}</h3>
        <ol>
          ${repeat(
            list,
            (entry) => entry.id,
            (entry) => row(entry, words, lang),
          )}
        </ol>`,
  )}`;
}
