import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/testing/**', 'packages/server/src/testing.ts', 'e2e/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      'cdn/**',
      '**/node_modules/**',
      '.data/**',
      '.cache/**',
      'shots/**',
      'coverage/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      // A secret compared with === tells its prefix by the time it takes.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[property.name=/^(secret|passwordHash|keyHash|hmac)$/]',
          message: 'Compare secrets with timingSafeEqual.',
        },
        {
          selector: "TaggedTemplateExpression > Identifier[name='unsafeHTML']",
          message: 'User text is text.',
        },
      ],
    },
  },
  {
    files: ['packages/elements/src/**/*.ts', 'packages/desk/src/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'lit/directives/style-map.js', message: 'Blocked by a strict CSP: use setStyle().' },
            { name: 'lit/directives/unsafe-html.js', message: 'User text is text.' },
          ],
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['process', 'console', 'URL', 'fetch', 'Buffer', 'setTimeout', 'clearTimeout', 'setInterval'],
          ...[
            'clearInterval',
            'performance',
            'Response',
            'Request',
            'Headers',
            'AbortController',
            'AbortSignal',
          ],
          ...['TextEncoder', 'TextDecoder', 'structuredClone', 'crypto', 'ReadableStream', 'setImmediate'],
          ...['window', 'document', 'navigator', 'location', 'localStorage', 'customElements', 'indexedDB'],
          ...[
            'CustomEvent',
            'Event',
            'history',
            'getComputedStyle',
            'URLSearchParams',
            'EventSource',
            'addEventListener',
            'FormData',
            'IntersectionObserver',
            'PerformanceObserver',
            'requestAnimationFrame',
            'scrollTo',
            'Blob',
          ],
          ...['caches', 'MutationObserver', 'matchMedia', 'queueMicrotask', 'HTMLElement', 'KeyboardEvent'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
