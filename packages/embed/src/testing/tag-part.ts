customElements.define('continuo-test-tag', class extends HTMLElement {});

export {};
