// The import rules of the house: imports go down only. See docs/architecture.md.
const below = {
  protocol: [],
  core: ['protocol'],
  tracker: ['protocol', 'core'],
  cart: ['protocol', 'core'],
  headless: ['protocol', 'core', 'cart'],
  elements: ['protocol', 'core', 'cart', 'headless'],
  embed: ['protocol', 'core', 'cart', 'headless', 'elements', 'tracker'],
  server: ['protocol', 'cart', 'headless'],
  desk: ['protocol', 'core', 'headless', 'elements'],
  mock: ['protocol', 'cart', 'headless'],
};
const packages = Object.keys(below);
const test = '(\\.test\\.ts$|/testing/|/testing\\.ts$)';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { pathNot: test },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    ...packages.map((name) => ({
      name: `${name}-imports-down-only`,
      comment: `@continuo/${name} may import only: ${below[name].join(', ') || 'no other package'}`,
      severity: 'error',
      from: { path: `^packages/${name}/src`, pathNot: test },
      to: {
        path: `^packages/(${packages.filter((p) => p !== name && !below[name].includes(p)).join('|')})/`,
      },
    })),
    {
      name: 'backends-take-only-pure-entries',
      comment:
        'Of the client packages a backend runs the pure model of the cart, and what writes HTML as strings',
      severity: 'error',
      from: { path: '^packages/(server|mock)/src', pathNot: test },
      to: {
        path: '^packages/(cart|headless)/src',
        pathNot: ['^packages/cart/src/model(/|\\.ts$)', '^packages/headless/src/[^/]+/html/'],
      },
    },
    {
      name: 'model-is-pure',
      severity: 'error',
      from: { path: '^packages/cart/src/model/', pathNot: test },
      to: { pathNot: '^packages/(cart/src/model|protocol/src)/' },
    },
    {
      name: 'clients-take-types-of-the-protocol',
      comment: 'At run time a client takes @continuo/protocol/constants; the schemas would cost it kilobytes',
      severity: 'error',
      from: { path: '^packages/(core|tracker|cart|headless|elements|embed|desk)/src', pathNot: test },
      to: {
        path: '^packages/protocol/src',
        pathNot: '^packages/protocol/src/constants\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-deep-imports',
      comment: 'Another package is entered by its exports only',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src' },
      to: { path: '^packages/[^/]+/(src|dist)/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'lit-in-views-only',
      severity: 'error',
      from: { path: '^packages/(core|tracker|cart|headless)/src' },
      to: { path: '^node_modules/(lit|@lit|lit-html|lit-element)/' },
    },
    {
      name: 'define-is-an-entry',
      comment: 'Class modules never register',
      severity: 'error',
      from: { path: '^packages/elements/src/(?!define)', pathNot: test },
      to: { path: '^packages/elements/src/define/' },
    },
    {
      name: 'features-call-functions-not-tables',
      comment: 'A feature of the backend enters another by its index, never by its tables or queries',
      severity: 'error',
      from: {
        path: '^packages/server/src/(collect|identity|catalog|locations|cart|orders|staff|changes|workspaces)/',
        pathNot: test,
      },
      to: {
        path: '^packages/server/src/(collect|identity|catalog|locations|cart|orders|staff|changes|workspaces)/(?!index\\.ts)',
        pathNot: '^packages/server/src/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '/src/', pathNot: [test, '\\.d\\.ts$', 'worker\\.ts$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdn)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'default'] },
  },
};
