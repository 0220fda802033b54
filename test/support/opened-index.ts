/** Opens indexes at a path, as two servers in a row or at once would. */
import { runName, tagName } from '../../server/model/names.js';
import { openReader } from '../../server/store/reader.js';
import { openWriter, type OpenedWriter, type OpenOptions, type StoreWriter } from '../../server/store/writer.js';
import { buildStore } from './store-builder.js';

/** Opens the index at `path` for writing, as the index of `/logs` unless said otherwise. */
export const open = (path: string, options: Partial<OpenOptions> = {}): OpenedWriter => {
  let generations = 0;
  return openWriter({ path, logdir: '/logs', version: '1.2.3', newGeneration: () => `g${++generations}-${Math.random()}`, ...options });
};

/** The same where it must succeed. */
export function opened(path: string, options: Partial<OpenOptions> = {}): { writer: StoreWriter; notice: string } {
  const result = open(path, options);
  if (result.kind !== 'opened') throw new Error(result.reason);
  return result;
}

/** Leaves an index with one series of 3 points at `path`; answers its generation. */
export function leaveIndex(path: string): string {
  const store = buildStore({ path });
  const { generation } = store.run('r').scalars('loss', { values: [3, 2, 1] }).reader();
  store.close();
  return generation;
}

/** The values that `leaveIndex` left, or what became of them. */
export function valuesAt(path: string): number[] {
  const reader = openReader(path);
  const series = reader.findSeries(runName('r'), tagName('loss'));
  const values = series === null ? [] : [...reader.readScalars(series.id).columns.values];
  reader.close();
  return values;
}
