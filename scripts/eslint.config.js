/** Lint rules: types are checked where they tell of bugs, style is left to people. */
import { fileURLToPath } from 'node:url';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

export default tseslint.config(
  { ignores: ['build/**', 'node_modules/**', 'proto/generated/**', '**/generated/**', 'test/fixtures/**', 'server/tfevents/kernel/assembly.ts', 'web/vite.config.ts'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { project: ['server', 'web', 'test', 'scripts'].map((folder) => `${folder}/tsconfig.json`), tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    linterOptions: { noInlineConfig: true },
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      // One file may, and test/rules.test.ts sees to it that it is one.
      'svelte/no-at-html-tags': 'off',
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
      // State here is replaced, not changed in place ($state.raw), so a plain Map or Set is what is meant.
      'svelte/prefer-svelte-reactivity': 'off',
      // svelte-check knows which warnings there are; this rule, without the compiler's options, does not.
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
);
