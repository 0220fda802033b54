/** Rules of the house that can be held by looking at the files. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { checkImports, forbids } from '../scripts/check-imports.js';
import { errorCodes, failure } from '../server/errors.js';

const root = process.cwd();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function files(folders: readonly string[], pattern: RegExp): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.split(sep).join('/')}`))
    .filter((path) => pattern.test(path) && !/\/(generated|fixtures)\//.test(path));
}

describe('imports', () => {
  it('are as the table says', () => {
    expect(checkImports(root)).toEqual([]);
  });

  it.each([
    ['server/model/columns', '../store/reader.js', false],
    ['server/model/columns', 'node:fs', false],
    ['server/store/writer', '../ingest/stage.js', false],
    ['server/http/app', '../store/writer.js', false],
    ['server/http/app', '../ingest/start.js', false],
    ['server/plugins/images/claim', '../audio/claim.js', false],
    ['server/plugins/images/claim', '../../store/reader.js', false],
    ['server/ingest/ingest', 'better-sqlite3', false],
    ['server/nowhere/file', '../model/columns.js', false],
    ['web/charts/projection', '../state/settings.svelte.js', false],
    ['web/state/catalogue.svelte', '../../server/contract.js', false],
    ['web/state/catalogue.svelte', '../../server/model/names.js', true],
    ['web/plugins/scalars/index', '../time-series/index.js', false],
    ['web/ui/Button', 'chart.js', false],
  ])('the table forbids %s to import %s', (path, specifier, typeOnly) => {
    expect(forbids(path, { specifier, typeOnly })).not.toBe('');
  });

  it.each([
    ['server/store/writer', '../model/columns.js', false],
    ['server/plugins/images/queries', '../../store/reader.js', false],
    ['server/http/live', '../ingest/protocol.js', true],
    ['web/state/catalogue.svelte', '../../server/contract.js', true],
    ['web/charts/Chart', 'chart.js', false],
  ])('the table allows %s to import %s', (path, specifier, typeOnly) => {
    expect(forbids(path, { specifier, typeOnly })).toBe('');
  });
});

describe('documentation', () => {
  it.each(files(['server'], /(^|\/)contract\.ts$/))('every exported type of %s says what it promises', (path) => {
    const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
    const silent = source.statements.filter((statement) => {
      const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      return exported === true && !/^\s*\/\*\*/.test(statement.getFullText().trimStart());
    });
    expect(silent.map((statement) => statement.getText().split('\n')[0])).toEqual([]);
  });

  it('names every code of an error with its status, and no other', () => {
    const table = [...read('server/errors.ts').matchAll(/^ \* \| `([\w-]+)` \| (\d{3}) \| \S/gm)].map(([, code, status]) => `${code} ${status}`);
    expect(table.sort()).toEqual(errorCodes.map((code) => `${code} ${failure(code).status}`).sort());
  });
});

describe('generated code', () => {
  it.each(['proto', 'kernel'])('what %s makes is what is committed', (name) => {
    expect(() => execFileSync(process.execPath, [join(root, 'build/scripts', `${name}.js`), '--check'], { stdio: 'pipe' })).not.toThrow();
  }, 60_000);
});

describe('the page', () => {
  it('has no colour outside tokens.css', () => {
    const colour = /(?<![\w&/])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b/gi;
    const found = files(['web'], /\.(css|svelte|ts)$/).flatMap((path) => {
      if (path.endsWith('/tokens.css')) return [];
      const text = read(path);
      // Elsewhere than in style sheets `#` is also the beginning of an address, so there only quoted ones are looked at.
      const styles = path.endsWith('.css') ? [text] : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style ?? '');
      const quoted = path.endsWith('.css') ? [] : [...text.matchAll(/['"`](#[0-9a-f]{3,8})['"`]/gi)].map(([, value]) => value ?? '');
      return [...styles, ...quoted].flatMap((part) => [...part.matchAll(colour)].map(([value]) => `${path}: ${value}`));
    });
    expect(found).toEqual([]);
  });

  it('inserts markup of others in one file at most', () => {
    expect(files(['web'], /\.svelte$/).filter((path) => read(path).includes('{@html')).length).toBeLessThanOrEqual(1);
  });
});

it('no file is longer than 400 lines', () => {
  const long = files(['server', 'web', 'scripts', 'test'], /\.(ts|js|svelte|css)$/).filter((path) => read(path).trimEnd().split('\n').length > 400);
  expect(long).toEqual([]);
});
