/**
 * Real files of real writers against what was read of them before, which was compared with TensorBoard's answers point by point.
 * A new folder in `fixtures/corpus` is a new case; `vitest -u` writes its golden file, to be read before it is committed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
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
