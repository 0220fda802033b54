import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { corpusTags, ensureCorpus, writeCorpus } from '../../../../scripts/logdir/corpora.js';
import { eventFiles, readScalars } from './read-events.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ridgeline-scripts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a corpus has its runs, tags and steps, one event a value, about 52 bytes each', () => {
  const { bytes, records } = writeCorpus(folder, { runs: 12, tags: 20, steps: 150 });
  const files = eventFiles(folder);
  expect(files).toHaveLength(12);
  expect(new Set(files.map((file) => file.split('/').slice(0, 2).join('/'))).size).toBe(12);
  for (const file of files) {
    const scalars = readScalars(join(folder, file));
    expect([...scalars.keys()]).toEqual(corpusTags(20));
    for (const points of scalars.values()) expect(points.map(([step]) => step)).toEqual(Array.from({ length: 150 }, (_, i) => i));
  }
  expect(records).toBe(12 * (20 * 150 + 1));
  expect(bytes).toBe(files.reduce((total, file) => total + statSync(join(folder, file)).size, 0));
  expect(bytes / records).toBeGreaterThan(50);
  expect(bytes / records).toBeLessThan(54);
});

test('the same seed gives the same bytes, another seed others', () => {
  const spec = { runs: 2, tags: 3, steps: 10 };
  for (const [name, seed] of [['a', 1], ['b', 1], ['c', 2]] as const) writeCorpus(join(folder, name), spec, { seed });
  const read = (name: string) => eventFiles(join(folder, name)).map((file) => readFileSync(join(folder, name, file)));
  expect(read('a')).toEqual(read('b'));
  expect(read('a')).not.toEqual(read('c'));
});

test('a corpus whose note does not fit what is wanted is made again, one that fits is kept', () => {
  mkdirSync(join(folder, 'million'));
  writeFileSync(join(folder, 'million', 'left-over'), '');
  writeFileSync(join(folder, 'million.json'), JSON.stringify({ key: 'another version', bytes: 1, records: 1 }));
  const lines: string[] = [];
  const made = ensureCorpus('million', folder, (line) => lines.push(line));
  expect(made).toMatchObject({ runs: 1, tags: 1, steps: 1_000_000, records: 1_000_001 });
  const [file = ''] = eventFiles(made.logdir);
  expect(statSync(join(made.logdir, file)).size).toBe(made.bytes);
  expect(() => statSync(join(made.logdir, 'left-over'))).toThrow();

  writeFileSync(join(made.logdir, 'mark'), '');
  expect(ensureCorpus('million', folder, (line) => lines.push(line))).toEqual(made);
  expect(statSync(join(made.logdir, 'mark')).isFile()).toBe(true);
  expect(lines).toHaveLength(1);
});
