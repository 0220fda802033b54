/** `ridgeline suggest` as a whole, over real event files, in this process. */
import { appendFileSync, closeSync, mkdirSync, mkdtempSync, openSync, realpathSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSuggest } from '../../server/command-line/suggest.js';
import { runSuggest } from '../../server/suggest.js';
import { openWriter } from '../../server/store/writer.js';
import { eventFile, frame, scalarEvent, sessionEndValue, sessionStartValue, summaryEvent } from '../support/event-writer.js';
import { ingestFolder } from '../support/ingest-folder.js';

const SEARCH = realpathSync('test/fixtures/corpus/search');
const SPACE = { parameters: [{ name: 'lr', type: 'float', low: 0.001, high: 1, log: true }, { name: 'opt', type: 'categorical', choices: ['adam', 'sgd'] }] };

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ridgeline-suggest-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], place: { readonly logdir?: string; readonly index?: string; readonly space?: unknown } = {}) {
  const logdir = place.logdir ?? folder;
  const read = readSuggest(['--logdir', logdir, '--metric', 'val/acc', ...args]);
  if (read.kind !== 'suggest') throw new Error(JSON.stringify(read));
  const spaceFile = place.space === undefined ? '' : join(folder, 'space.json');
  if (place.space !== undefined) writeFileSync(spaceFile, typeof place.space === 'string' ? place.space : JSON.stringify(place.space));
  let [out, err] = ['', ''];
  const status = runSuggest(read.command, { logdir, index: place.index ?? join(folder, 'no index'), spaceFile, version: '0' }, { out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}
const json = (args: readonly string[], place: Parameters<typeof run>[1] = {}) => {
  const { status, out, err } = run([...args, '--format', 'json'], place);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as { finished: number; strategy: string; proposals: { configuration: Record<string, unknown> }[] };
};

function logTrial(name: string, lr: number, accuracy: number): void {
  mkdirSync(join(folder, name));
  const end = summaryEvent({ wallTime: 1005 }, sessionEndValue());
  writeFileSync(join(folder, name, 'a.tfevents'), eventFile(frame(summaryEvent({ wallTime: 1000 }, sessionStartValue({ lr, opt: 'adam' }))), frame(scalarEvent('val/acc', 1, accuracy)), frame(end)));
}

describe('ridgeline suggest', () => {
  it('proposes from a folder of trials, the same for the same seed', () => {
    const answer = json(['--count', '3', '--seed', '4'], { logdir: SEARCH });
    expect(answer).toMatchObject({ strategy: 'bayes', finished: 24 });
    expect(answer.proposals).toHaveLength(3);
    expect(json(['--count', '3', '--seed', '4'], { logdir: SEARCH })).toEqual(answer);
  });

  it('reads an index that is up to date instead of the files, and gives the same answer', () => {
    for (let i = 0; i < 4; i++) logTrial(`t${i}`, 0.1 * (i + 1), i / 4);
    const answer = json([]);
    const ingested = ingestFolder(folder);
    // What the files hold now only shows who reads them.
    const path = join(folder, 't0', 'a.tfevents');
    const file = openSync(path, 'r+');
    writeSync(file, new Uint8Array(statSync(path).size));
    closeSync(file);
    expect(json([], { index: ingested.path })).toEqual(answer);
    expect(json([]).finished).toBe(3);
    ingested.close();
  });

  it('does not believe an index that lags behind, is of another folder, or is none', () => {
    for (let i = 0; i < 3; i++) logTrial(`t${i}`, 0.1 * (i + 1), i / 4);
    const ingested = ingestFolder(folder);
    logTrial('t3', 0.9, 0.75);
    expect(json([], { index: ingested.path }).finished).toBe(4);
    appendFileSync(join(folder, 't0', 'a.tfevents'), frame(scalarEvent('val/acc', 2, 0.5)));
    expect(json([], { index: ingested.path }).finished).toBe(4);
    expect(json([], { logdir: SEARCH, index: ingested.path }).finished).toBe(24);
    ingested.close();
    const empty = openWriter({ path: join(folder, 'other.sqlite'), logdir: folder, version: '0', newGeneration: () => 'g' });
    if (empty.kind === 'opened') empty.writer.close();
    expect(json([], { index: join(folder, 'other.sqlite') }).finished).toBe(4);
    writeFileSync(join(folder, 'garbage'), 'no database');
    expect(json([], { index: join(folder, 'garbage') }).finished).toBe(4);
  });

  it('begins with a search space before the first trial, even before the folder is there', () => {
    for (const logdir of [folder, join(folder, 'not yet')]) {
      const { strategy, proposals } = json(['--count', '2'], { logdir, space: SPACE });
      expect(strategy).toBe('quasi-random');
      expect(Object.keys(proposals[0]?.configuration ?? {})).toEqual(['lr', 'opt']);
    }
  });

  it('prints flags, and says on standard error why they are not the model\'s', () => {
    const { status, out, err } = run(['--format', 'flags', '--count', '2'], { space: SPACE });
    expect(status).toBe(0);
    expect(out).toMatch(/^--lr=[\d.e-]+ --opt=(adam|sgd)\n--lr=[\d.e-]+ --opt=(adam|sgd)$/);
    expect(err).toMatch(/^0 of at least 6 finished trials/);
  });

  it.each<[string, readonly string[], Parameters<typeof run>[1], RegExp, number]>([
    ['no folder and no space', [], { logdir: '/nonexistent/logs' }, /^Error: There is no log folder \/nonexistent\/logs; .*--space FILE/, 1],
    ['an empty folder and no space', [], {}, /^Error: No run states hyperparameters yet .*\(--space FILE\)\.$/, 1],
    ['a metric nobody logs', ['--metric', 'nope'], { logdir: SEARCH }, /^Error: No session has the metric nope; there are hparam\/acc, val\/acc\.$/, 1],
    ['a space that is no JSON', [], { space: '{' }, /^Error: The search space is not JSON: /, 1],
    ['a space that is none', [], { space: { parameters: [{ name: 'x' }] } }, /^error: space: parameter "x" needs a "type"/, 2],
    ['a count out of range', ['--count', '0'], {}, /^error: count must be a number from 1 to 20\.$/, 2],
  ])('refuses %s', (_, args, place, sentence, status) => {
    const refused = run(args, place);
    expect(refused.status).toBe(status);
    expect(refused.out).toBe('');
    expect(refused.err).toMatch(sentence);
  });

  it('refuses a space file that is not there', () => {
    const read = readSuggest(['--logdir', folder, '--metric', 'm']);
    if (read.kind !== 'suggest') throw new Error();
    let err = '';
    expect(runSuggest(read.command, { logdir: folder, index: '', spaceFile: join(folder, 'none.json'), version: '0' }, { out: () => undefined, err: (text) => (err += text) })).toBe(1);
    expect(err).toMatch(/^Error: The search space cannot be read: ENOENT/);
  });
});
