/** The walls of the house: ARCHITECTURE.md says why each stands. */
const TEST = '\\.test\\.ts$'
const never = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: TEST },
  to: { path: to },
})
/** `from` may lean on nothing but what `to` names. */
const only = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: TEST },
  to: { pathNot: to },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Two files that need each other are one file, or want a third below both.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-stranger',
      severity: 'error',
      comment: 'Every import is in package.json.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dead-end',
      severity: 'error',
      comment: 'Every import leads to a file.',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)' },
    },
    only(
      'domain-is-pure',
      '^core/domain/',
      '^core/domain/',
      'A formula knows numbers, not screens, servers or packages.',
    ),
    only(
      'contract-knows-zod-and-domain',
      '^core/contract/',
      '^(core/|node_modules/zod/)',
      'Both sides read the contract, so it needs neither.',
    ),
    never('domain-below-contract', '^core/domain/', '^core/contract/', 'The subject does not know how it is asked.'),
    never('two-wings', '^client/', '^(server|scripts|tests)/', 'Client and server meet in core/contract.'),
    never('two-wings-back', '^server/', '^(client|scripts|tests)/', 'Client and server meet in core/contract.'),
    {
      name: 'feature-stands-alone',
      severity: 'error',
      comment: 'One capability can be read, changed and removed without another.',
      from: { path: '^(client|server)/features/([^/]+)/' },
      to: { path: '^$1/features/', pathNot: '^$1/features/$2/' },
    },
    never(
      'client-kit-below-features',
      '^client/(api|charts|map|ui|view|locales)/',
      '^client/(features|app|wall|field|public)/',
      'The kit serves every capability and names none.',
    ),
    never(
      'server-kit-below-features',
      '^server/(db|files|filter|http|jobs|keeping|live|tiles)/',
      '^server/(features/|app\\.ts|main\\.ts)',
      'The kit serves every capability and names none.',
    ),
    never(
      'database-at-the-bottom',
      '^server/db/',
      '^server/(?!db/)',
      'Everything stands on the database door; it stands on nothing.',
    ),
    never(
      'files-know-no-database',
      '^server/files/',
      '^server/(?!files/)',
      'Reading and writing files needs no database and no request.',
    ),
    never(
      'keeping-stands-alone',
      '^server/keeping/',
      '^server/(?!keeping/)',
      'Where bytes lie needs no database and no request.',
    ),
    never(
      'features-below-app',
      '^(client|server)/features/',
      '^(client/(app|wall|field|public)/|server/(app|main)\\.ts)',
      'Pages join features, never the other way.',
    ),
    never('ui-knows-no-subject', '^client/ui/', '^core/', 'House components hold no word of the subject.'),
    {
      name: 'entries-apart',
      severity: 'error',
      comment: 'Desktop, wall, phone and disclosure share features and kit, never each other.',
      from: { path: '^client/(app|wall|field|public)/' },
      to: { path: '^client/(app|wall|field|public)/', pathNot: '^client/$1/' },
    },
    {
      name: 'one-map',
      severity: 'error',
      comment: 'Only client/map may hold the imperative map; others may use its types.',
      from: { path: '^client/', pathNot: `^client/map/|${TEST}` },
      to: {
        path: 'node_modules/(maplibre-gl|@deck\\.gl|terra-draw|terra-draw-maplibre-gl-adapter)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'one-chart',
      severity: 'error',
      comment: 'Only client/charts may hold ECharts; others may use its types.',
      from: { path: '^client/', pathNot: `^client/charts/|${TEST}` },
      to: { path: 'node_modules/(echarts|zrender)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-database-door',
      severity: 'error',
      comment: 'Only server/db opens connections and transactions, and server/live the one LISTEN.',
      from: { path: '^server/', pathNot: `^server/(db|live|jobs)/|${TEST}` },
      to: { path: 'node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    never(
      'product-knows-no-tests',
      '^(core|client|server|scripts)/',
      '^tests/',
      'Tests lean on the product, never the other way.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
