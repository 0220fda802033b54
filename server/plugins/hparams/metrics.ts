/** Where a session's metrics are: scalars of its run, and of the runs below it that belong to no other session. */
import { pluginName, runName, type RunId, type RunName } from '../../model/names.js';
import type { SeriesRow, StoreReader } from '../../store/reader.js';
import type { MetricName, Session } from './study.js';

/** The run that holds a session's metrics of a group. */
export function metricRun(session: string, group: string): RunName {
  if (group === '') return runName(session);
  return runName((session === '.' ? group : `${session}/${group}`).replace(/\/$/, ''));
}

/** A key to compare metrics by. */
export const metricKey = ({ group, tag }: MetricName): string => `${group}\0${tag}`;

const indexes = new WeakMap<StoreReader, { readonly commit: number; readonly scalars: ScalarIndex }>();

/** Made once a commit and reader. */
export function scalarIndex(reader: StoreReader): ScalarIndex {
  const commit = reader.commit();
  let known = indexes.get(reader);
  if (known?.commit !== commit) indexes.set(reader, (known = { commit, scalars: new ScalarIndex(reader) }));
  return known.scalars;
}

/** All scalars by run and tag. */
export class ScalarIndex {
  readonly #byRun = new Map<string, Map<string, SeriesRow>>();

  constructor(reader: StoreReader) {
    for (const row of reader.series(pluginName('scalars'))) {
      const tags = this.#byRun.get(row.runName);
      if (tags === undefined) this.#byRun.set(row.runName, new Map([[row.tag, row]]));
      else tags.set(row.tag, row);
    }
  }

  /** Null when the session has no such metric, or no point of it. */
  find(session: string, { group, tag }: MetricName): SeriesRow | null {
    const row = this.#byRun.get(metricRun(session, group))?.get(tag);
    return row === undefined || row.count === 0 ? null : row;
  }

  /**
   * Every metric that some session has, by (tag, group), and the runs of each session: itself and those below that it is the nearest
   * session above of.
   */
  metricsOf(sessions: readonly Session[]): { readonly metrics: readonly MetricName[]; readonly runs: ReadonlyMap<string, readonly RunId[]> } {
    const names = new Set<string>(sessions.map(({ run }) => run));
    const runs = new Map<string, RunId[]>(sessions.map(({ run, runId }) => [run, [runId]]));
    const found = new Map<string, MetricName>();
    for (const [run, tags] of this.#byRun) {
      const session = nearestAbove(names, run);
      if (session === null) continue;
      const group = run === session ? '' : session === '.' ? run : run.slice(session.length + 1);
      for (const [tag, row] of tags) {
        const name = { group, tag };
        found.set(metricKey(name), name);
        if (group !== '' && runs.get(session)?.at(-1) !== row.run) runs.get(session)?.push(row.run);
      }
    }
    const metrics = [...found.values()].sort((a, b) => compare(a.tag, b.tag) || compare(a.group, b.group));
    return { metrics, runs };
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The session that a run is, or the nearest one above it. `.` is above all. */
function nearestAbove(sessions: ReadonlySet<string>, run: string): string | null {
  for (let path = run; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))) if (sessions.has(path)) return path;
  return sessions.has('.') ? '.' : null;
}
