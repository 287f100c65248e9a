import { html, nothing, type TemplateResult } from 'lit';
import type { Person } from '@continuo/protocol';
import { ago, dateTime, money } from '../format.ts';
import type { Words } from '../words.ts';

type CartOf = Person['carts'][number];

function cart({ id, quote, state }: CartOf, words: Words, lang: string): TemplateResult {
  return html`<section
    aria-label="${words.cart} ${words[`state_${state}` as keyof Words] ?? state}"
    data-cart=${id}
  >
    <ul>
      ${quote.lines.map(
        (line) =>
          html`<li>
            <div class="row">
              <span>${line.wanted} × ${line.title ?? line.variantId}</span>
              <span>${money(line.total, lang)}</span>
            </div>
            ${line.options.length ? html`<div class="quiet small">${line.options.join(', ')}</div>` : nothing}
          </li>`,
      )}
    </ul>
    <p class="row"><b>${words.total}</b><b>${money(quote.total, lang)}</b></p>
  </section>`;
}

/** What is known besides what happened: open carts, orders, devices, traits. */
export function facts(person: Person, words: Words, lang: string): TemplateResult {
  const open = person.carts.filter((c) => c.state === 'open' && c.quote.lines.length);
  return html`<h2>${words.cart}</h2>
    ${open.length ? open.map((c) => cart(c, words, lang)) : html`<p class="quiet">${words.noCart}</p>`}
    <h2>${words.orders}</h2>
    ${
      person.orderList.length
        ? html`<ul>
            ${person.orderList.map(
              (order) =>
                html`<li>
                  <div class="row"><b>${order.number}</b><span>${money(order.total, lang)}</span></div>
                  <div class="quiet small">
                    ${dateTime(order.placedAt, lang)} · ${words[`state_${order.state}`]} ·
                    ${words[`channel_${order.channel}`]}
                  </div>
                  <div class="small">
                    ${order.lines.map((l) => `${l.payable} × ${l.title ?? l.variantId}`).join(', ')}
                  </div>
                </li>`,
            )}
          </ul>`
        : html`<p class="quiet">${words.noOrders}</p>`
    }
    <h2>${words.devices}</h2>
    ${
      person.deviceList.length
        ? html`<ul>
            ${person.deviceList.map(
              (device) =>
                html`<li>
                  <div class="row">
                    <span>${device.name || words.device}</span>
                    <span class="quiet small">${ago(device.lastSeen, lang)}</span>
                  </div>
                  <div class="quiet small">
                    ${device.channel ? words[`channel_${device.channel}`] : nothing}
                  </div>
                </li>`,
            )}
          </ul>`
        : html`<p class="quiet">${words.noDevices}</p>`
    }
    <h2>${words.facts}</h2>
    <dl>
      ${
        person.userId
          ? html`<dt>${words.userId}</dt>
              <dd>${person.userId}</dd>`
          : nothing
      }
      <dt>${words.firstSeen}</dt>
      <dd>${dateTime(person.firstSeen, lang)}</dd>
      <dt>${words.channels}</dt>
      <dd>${person.channels.map((c) => words[`channel_${c}`]).join(', ') || '–'}</dd>
      ${
        person.spent.length
          ? html`<dt>${words.spent}</dt>
              <dd>${person.spent.map((m) => money(m, lang)).join(', ')}</dd>`
          : nothing
      }
      ${Object.entries(person.traits).map(
        ([name, value]) =>
          html`<dt>${words[`trait_${name}` as keyof Words] ?? name}</dt>
            <dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`,
      )}
    </dl>`;
}
