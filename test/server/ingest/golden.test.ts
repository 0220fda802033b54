/**
 * Real files of real writers against what was read of them before, which was compared with TensorBoard's answers point by point.
 * A new folder in `fixtures/corpus` is a new case; `vitest -u` writes its golden file, to be read before it is committed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownSeries } from '../../../server/ingest/protocol.js';
import type { TagName } from '../../../server/model/names.js';
import { readSlices, type ReadSeries } from '../../support/read-slices.js';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Runs of a corpus folder with their event files, both in name order. */
function runsOf(folder: string): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => basename(path).includes('tfevents'));
  const runs = new Map<string, string[]>();
  for (const file of files.sort()) runs.set(dirname(file), [...(runs.get(dirname(file)) ?? []), file]);
  return runs;
}


/** One line a series, short enough to be read: what it is, how many points, the first and the last. */
function describeSeries({ plugin, dataClass, metadata, points }: ReadSeries): string {
  const named = metadata?.displayName === '' ? '' : ` "${metadata?.displayName ?? ''}"`;
  const described = metadata?.description ? ` (${metadata.description})` : '';
  const steps = points.reduce((sum, [step = 0]) => sum + step, 0);
  const values = points.reduce((sum, [, , value = 0]) => (Number.isFinite(value) ? sum + value : sum), 0);
  const odd = points.filter(([, , value]) => !Number.isFinite(value)).map(([step, , value]) => `${value} at ${step}`);
  const ends = `${point(points[0])} to ${point(points.at(-1))}`;
  return `${plugin}, ${dataClass}${named}${described}: ${points.length} points, ${ends}, steps sum to ${steps}, values to ${values}${odd.map((text) => `, ${text}`).join('')}`;
}

const point = (numbers: readonly number[] | undefined): string => (numbers === undefined ? 'none' : `[${numbers.slice(0, 3).join(', ')}]`);

describe('real event files', () => {
  for (const name of readdirSync(join(fixtures, 'corpus'))) {
    it(`of ${name} are read as they always were, whatever the size of a slice`, async () => {
      const folder = join(fixtures, 'corpus', name);
      const lines: Record<string, Record<string, string>> = {};
      for (const [run, files] of runsOf(folder)) {
        const known = new Map<TagName, KnownSeries>();
        for (const path of files) {
          const bytes = readFileSync(join(folder, path));
          const reading = readSlices(bytes, { known });
          const sliced = readSlices(bytes, { known, sliceBytes: 1000 });
          expect({ ...sliced, turns: 0 }).toEqual({ ...reading, turns: 0 });
          expect(reading).toMatchObject({ offset: bytes.length, seeking: false, problems: new Map() });
          const series = [...reading.series].map(([tag, read]) => [tag, describeSeries(read)] as const);
          for (const [tag, { plugin, dataClass }] of reading.series) known.set(tag, { plugin, dataClass } as KnownSeries);
          lines[`${run} ${relative(run, path)}`] = Object.fromEntries(series);
        }
      }
      await expect(`${JSON.stringify(lines, null, 1)}\n`).toMatchFileSnapshot(join(fixtures, 'golden', `${name}.json`));
    });
  }
});

describe('a real event file damaged anywhere', () => {
  const corpus = join(fixtures, 'corpus');
  const files = ['tf1', 'tf2'].flatMap((name) => [...runsOf(join(corpus, name)).values()].flat().map((path) => readFileSync(join(corpus, name, path))));
  /** A change of a few bytes, a piece cut out, or a piece put in. */
  const damage = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(300), put: fc.uint8Array({ maxLength: 300 }) });

  it('gives no point that was not in it', () => {
    const known = (file: Uint8Array): Set<string> => new Set([...readSlices(file).series].flatMap(([tag, { points }]) => points.map((numbers) => pointKey(tag, numbers))));
    const good = files.map(known);
    fc.assert(
      fc.property(fc.nat(files.length - 1), fc.array(damage, { minLength: 1, maxLength: 4 }), (which, damages) => {
        let file: Uint8Array = files[which]!;
        for (const { at, cut, put } of damages) {
          const start = Math.floor(at * file.length);
          file = Buffer.concat([file.subarray(0, start), put, file.subarray(start + cut)]);
        }
        const reading = readSlices(file);
        for (const [tag, { points }] of reading.series) for (const numbers of points) expect(good[which]).toContain(pointKey(tag, numbers));
      }),
      { numRuns: 100 },
    );
  });
});

/** Without the offset, which moves when bytes are cut out before it; of references without the items, which need metadata that may be lost. */
const pointKey = (tag: string, [step, wallTime, value, offset, length, index]: readonly number[]): string =>
  JSON.stringify([tag, step, wallTime, ...(offset === undefined ? [value] : [length, index])]);
