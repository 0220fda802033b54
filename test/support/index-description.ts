/** Everything an index says about the logs, without what differs from one building of it to the next: ids, chunk borders. */
import type { StoreReader } from '../../server/store/reader.js';

export interface IndexDescription {
  readonly runs: readonly { readonly name: string; readonly startTime: number | null; readonly lastTime: number | null }[];
  /** By `run/tag`. Scalar points are `[step, value]`, superseded ones with a third item. */
  readonly series: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly run: string; readonly name: string; readonly offset: number; readonly records: number; readonly seeking: boolean; readonly head: string }[];
  readonly problems: readonly unknown[];
}

export function describeIndex(reader: StoreReader): IndexDescription {
  const series = reader.series().map((row) => {
    const { id: _id, run: _run, ...facts } = row;
    const content = Buffer.from(reader.content(row.id)).toString('base64');
    const points = row.dataClass === 'scalar' ? scalars(reader, row.id) : references(reader, row.id);
    return [`${row.runName}/${row.tag}`, { ...facts, content, ...points }] as const;
  });
  return {
    runs: reader.runs().map(({ name, startTime, lastTime }) => ({ name, startTime, lastTime })),
    series: Object.fromEntries(series),
    files: reader.files().map(({ run, name, offset, records, seeking, head }) => ({ run, name, offset, records, seeking, head })),
    problems: reader.problems(),
  };
}

/** Only the points of scalar series, by `run/tag`: `[step, value]`, superseded ones with a third item. */
export function scalarPoints({ series }: IndexDescription): Record<string, readonly (readonly (number | string)[])[]> {
  return Object.fromEntries(
    Object.entries(series).flatMap(([name, described]) => {
      const { points } = described as { points?: readonly (readonly (number | string)[])[] };
      return points === undefined ? [] : [[name, points]];
    }),
  );
}

function scalars(reader: StoreReader, id: Parameters<StoreReader['readScalars']>[0]) {
  const { columns, superseded, restarts } = reader.readScalars(id, { superseded: 'include' });
  const points = Array.from(columns.steps, (step, at) => [step, columns.values[at] ?? NaN, ...(superseded?.[at] === 1 ? ['superseded'] : [])]);
  return { points, wallTimes: [...columns.wallTimes], restarts: [...restarts] };
}

function references(reader: StoreReader, id: Parameters<StoreReader['readRefs']>[0]) {
  const { columns, superseded, files } = reader.readRefs(id, { superseded: 'include' });
  const names = Array.from(files, (file) => reader.fileById(file as Parameters<StoreReader['fileById']>[0])?.name);
  return { references: { ...columns, files: names }, superseded };
}
