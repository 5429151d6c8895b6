import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const exported = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name, so that one thing has one name everywhere.',
  },
  {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: import from the file that says it.',
  },
]
const clock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The machine has another clock than the product: take app.now(), or nowOf of server/db/now.ts.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The machine has another clock than the product: take app.now(), or nowOf of server/db/now.ts.',
  },
]

const house = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: false }],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
  'no-console': 'off',
  'prefer-const': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-restricted-syntax': ['error', ...exported],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
}

export default tseslint.config(
  { ignores: ['dist/**', 'var/**', 'node_modules/**', 'tests/fixtures/**'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  { rules: house },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // prettier lays out templates
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off', // types and destructuring say it
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
    },
  },
  {
    // what tells somebody a time takes it from the one clock; others measure how long something takes, by the machine
    files: ['server/features/**', 'server/live/**'],
    ignores: [
      '**/*.test.ts',
      'server/features/documents/sweep.ts', // how old a file is that this machine wrote
      'server/features/enterprises/renewing.ts', // how long to wait until the full hour
      'server/features/reminders/reminding.ts', // as well
    ],
    rules: { 'no-restricted-syntax': ['error', ...exported, ...clock] },
  },
  {
    // tests and tables of data may be long
    files: [
      '**/*.test.ts',
      'tests/**',
      'core/domain/*Tables.ts',
      'core/domain/*Table.ts',
      'scripts/demo/**',
      'client/**/locales/**',
    ],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['*.config.{js,ts}', '**/*.d.ts', '.dependency-cruiser.cjs', 'scripts/lib/tally.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
