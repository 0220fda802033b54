/**
 * Who may import whom: the table of ARCHITECTURE.md, held. `npm run check` runs it on its own, `test/rules.test.ts` as a test.
 * Paths are without extension; the first rule whose `files` matches a file is the one that counts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

interface Rule {
  readonly files: RegExp;
  /** May be imported for values and types. `own` stands for the file's own folder and those below it. */
  readonly may: readonly (RegExp | 'own')[];
  /** May be imported with `import type` only. */
  readonly types?: readonly RegExp[];
}

const model = /^server\/model\//;
const tfevents = /^server\/tfevents\/(?!proto-|generated)/;
const logdir = /^server\/logdir\//;
const reader = /^server\/store\/reader$/;
const errors = /^server\/errors$/;
const blobs = /^server\/blobs$/;
const contracts = /^server\/(plugins\/[^/]+\/)?contract$/;
const queryProtocol = /^server\/query\/protocol$/;
/** What plugins share: files beside the plugins' folders, the two lists aside. */
const shared = /^server\/plugins\/(?!index$|claims$)[^/]+$/;

export const rules: readonly Rule[] = [
  { files: /^server\/(main|serve|suggest)$/, may: [/^server\//] },
  { files: /^server\/(errors|contract)$/, may: [] },
  { files: /^server\/config$/, may: [/^server\/command-line\//] },
  { files: /^server\/command-line\//, may: ['own', logdir, tfevents], types: [/^server\/config$/, /^server\/ingest\/protocol$/] },
  { files: /^server\/blobs$/, may: [model, logdir, tfevents, reader] },
  { files: model, may: ['own'] },
  { files: /^server\/lab\//, may: ['own', model] },
  { files: /^server\/tfevents\//, may: ['own', model] },
  { files: logdir, may: ['own', model], types: [contracts] },
  { files: /^server\/store\//, may: ['own', model] },
  { files: /^server\/ingest\//, may: ['own', model, logdir, tfevents, /^server\/store\/(?!reader)/, /^server\/plugins\/claims$/], types: [/^server\/plugins\/claim$/, contracts] },
  { files: /^server\/query\//, may: ['own', model, errors, reader, blobs, /^server\/plugins\/index$/, shared], types: [contracts] },
  { files: /^server\/http\//, may: ['own', model, errors, reader, /^server\/plugins\/index$/, shared], types: [contracts, /^server\/query\//, /^server\/ingest\/protocol$/] },
  { files: /^server\/plugins\/index$/, may: [/^server\/plugins\/[^/]+\/plugin$/], types: [shared] },
  { files: /^server\/plugins\/claims$/, may: [/^server\/plugins\/[^/]+\/claim$/], types: [shared] },
  { files: /^server\/plugins\/[^/]+\/contract$/, may: [], types: [contracts] },
  { files: /^server\/plugins\/[^/]+\/claim$/, may: ['own', model, tfevents, shared] },
  { files: /^server\/plugins\/[^/]+\/routes$/, may: ['own', model, errors, reader, shared], types: [contracts, queryProtocol] },
  { files: /^server\/plugins\//, may: ['own', model, tfevents, errors, reader, blobs, /^server\/lab\//, shared], types: [contracts, queryProtocol] },

  { files: /^web\/(main|App)$/, may: [/^web\//], types: [contracts] },
  { files: /^web\/api\//, may: ['own'], types: [contracts] },
  { files: /^web\/state\//, may: ['own', /^web\/api\//], types: [contracts] },
  { files: /^web\/(charts|ui)\//, may: ['own'] },
  { files: /^web\/shell\//, may: ['own', /^web\/(state|charts|ui|api)\//, /^web\/plugins\/(index|plugin)$/], types: [contracts] },
  { files: /^web\/plugins\/index$/, may: [/^web\/plugins\//] },
  { files: /^web\/plugins\/plugin$/, may: [], types: [contracts, /^web\/state\//] },
  { files: /^web\/plugins\//, may: ['own', /^web\/(?!shell\/|plugins\/|styles\/)[^/]+\//, /^web\/plugins\/plugin$/], types: [contracts] },
  // Pure drawing over columns, as charts are: it knows no cards.
  { files: /^web\/histograms\//, may: ['own', /^web\/(charts|ui|api)\//], types: [contracts] },
  { files: /^web\/cards\//, may: ['own', /^web\/(state|charts|ui|api|histograms)\//], types: [contracts] },
  // The cards of one kind that several tabs show: images, audio, text …
  { files: /^web\/[^/]+\//, may: ['own', /^web\/(state|charts|ui|api|cards)\//], types: [contracts] },
  { files: /^web\//, may: [] },
];

/** Packages that one place only may know. */
const packageRules: readonly { readonly name: RegExp; readonly files: RegExp }[] = [
  { name: /^better-sqlite3$/, files: /^server\/store\// },
  { name: /^(protobufjs(\/.*)?|#proto)$/, files: /^server\/tfevents\/proto(-settings)?$/ },
  { name: /^chokidar$/, files: /^server\/logdir\// },
  { name: /^commander$/, files: /^(server\/command-line|scripts)\// },
  { name: /^chart\.js(\/.*)?$/, files: /^web\/charts\// },
  { name: /^node:/, files: /^(server\/(?!model|lab)|scripts\/|web\/vite\.config$)/ },
  { name: /./, files: /^(?!server\/(model|errors|contract)\b)/ },
];

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** One line for each import that the table forbids, and for each file it knows nothing of. `root` is the project's folder. */
export function checkImports(root: string): string[] {
  return sourceFiles(root).flatMap((file) => {
    const path = file.replace(/(\.svelte)?\.(ts|js)$|\.svelte$/, '');
    return importsOf(join(root, file)).flatMap((found) => {
      const why = forbids(path, found);
      return why === '' ? [] : [`${file}: ${why}`];
    });
  });
}

/** '' when the import is allowed. `path` is without extension, relative to the project, with slashes. */
export function forbids(path: string, { specifier, typeOnly }: Import): string {
  if (!specifier.startsWith('.')) {
    const broken = packageRules.find(({ name, files }) => name.test(specifier) && !files.test(path));
    return broken === undefined || typeOnly ? '' : `${specifier} may not be imported here`;
  }
  if (/\.(css|svg|wasm)(\?.*)?$/.test(specifier) || path.startsWith('scripts/')) return '';
  const target = posix.join(dirname(path), specifier).replace(/(\.svelte)?\.(ts|js)$|\.svelte$/, '');
  if (path.startsWith('web/') && target.startsWith('server/') && !(typeOnly && contracts.test(target))) return `${target} is the server's: only a contract may be imported, with import type`;
  const rule = rules.find(({ files }) => files.test(path));
  if (rule === undefined) return 'this file is in no folder that the table of imports knows';
  const own = dirname(path);
  const allowed = (patterns: readonly (RegExp | 'own')[]): boolean => patterns.some((pattern) => (pattern === 'own' ? isOwn(own, target) : pattern.test(target)));
  if (allowed(rule.may) || (typeOnly && allowed(rule.types ?? []))) return '';
  return `${target} may not be imported here${allowed(rule.types ?? []) ? ' but with import type' : ''}`;
}

/** The own folder: of `web/state/a/b` the folder `web/state`, of a plugin's file the plugin's. */
function isOwn(folder: string, target: string): boolean {
  const depth = /^(server|web)\/plugins\/./.test(folder) ? 3 : 2;
  return target.startsWith(`${folder.split('/').slice(0, depth).join('/')}/`);
}

function sourceFiles(root: string): string[] {
  return ['server', 'web', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.split(sep).join('/')))
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes('/generated/') && !name.endsWith('.d.ts')),
  );
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const code = file.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '').join('\n') : text;
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const declared = (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined ? node.moduleSpecifier : null;
    if (declared !== null && ts.isStringLiteral(declared)) {
      const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : (node as ts.ExportDeclaration).isTypeOnly;
      found.push({ specifier: declared.text, typeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) found.push({ specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, false));
  return found;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const broken = checkImports(process.cwd());
  for (const line of broken) console.error(line);
  if (broken.length > 0) process.exitCode = 1;
  else console.log('imports: all as the table says');
}
