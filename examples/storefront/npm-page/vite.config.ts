import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Three entries: the page itself, the elements in every state, and the check-out's script, which the shop's server links by its name. */
// eslint-disable-next-line no-restricted-exports -- Vite reads the default export
export default defineConfig({
  root: at('.'),
  base: '/npm/',
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    // The policy of the shop allows no inline script.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: at('index.html'), elements: at('elements.html'), checkout: at('checkout.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'checkout' ? 'checkout.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
