import { tableFromIPC } from '@uwdata/flechette';
import type { PointsRequest } from '../../server/plugins/scalars/contract.js';
import type { Api } from './http.js';

/** The points of one series (or of one piece of it): typed columns of equal length, views into the answer, never copied. */
export interface PointsRow {
  readonly series: number;
  readonly run: string;
  readonly tag: string;
  /** 0, or the number of the piece when `partition` was asked for. */
  readonly part: number;
  /** True for a row of points that a later restart replaced. */
  readonly superseded: boolean;
  /** Wall time of the series' first point, seconds. Wall time of a point is `start + elapsed[i]`. */
  readonly start: number;
  /** How many points lie in the asked range, before thinning. More than `step.length` when the line is thinned. */
  readonly total: number;
  /** Steps at which a restarted writer began again. */
  readonly restarts: Float64Array;
  readonly step: Int32Array | Float64Array;
  /** Seconds since `start`. */
  readonly elapsed: Float32Array;
  readonly value: Float32Array | Float64Array;
  /** Null when no smoothing was asked for. */
  readonly smoothed: Float32Array | null;
}

/** Everything of a points request but the series: what cards must agree on to share one request. */
export type PointsParameters = Omit<PointsRequest, 'series' | 'times'>;

/** Series in one request; past it a second one is made, so that the first answers sooner. */
export const SERIES_PER_REQUEST = 2_000;

interface Waiting {
  readonly series: readonly number[];
  readonly resolve: (rows: PointsRow[]) => void;
  readonly reject: (error: unknown) => void;
  aborted: boolean;
}

/**
 * Asks for points. Calls made before the next `schedule`d moment (a frame) with the same parameters become one
 * POST; each caller gets the rows of its own series, in the order it named them. A request is aborted only when
 * everyone who waits for it has.
 */
export class PointsLoader {
  readonly #api: Api;
  readonly #schedule: (run: () => void) => void;
  #groups = new Map<string, { parameters: PointsParameters; waiting: Waiting[] }>();
  #scheduled = false;

  constructor(api: Api, { schedule }: { schedule: (run: () => void) => void }) {
    this.#api = api;
    this.#schedule = schedule;
  }

  /** Rows of these series; unknown series are left out. Rejects with AbortError when `signal` fires, else with ApiFailure. */
  load(series: readonly number[], parameters: PointsParameters, { signal }: { signal?: AbortSignal } = {}): Promise<PointsRow[]> {
    if (series.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError());
      const waiting: Waiting = { series, resolve, reject, aborted: false };
      const group = this.#join(parameters, waiting);
      signal?.addEventListener('abort', () => {
        waiting.aborted = true;
        reject(abortError());
        group.stop?.();
      }, { once: true });
      if (!this.#scheduled) {
        this.#scheduled = true;
        this.#schedule(() => this.#send());
      }
    });
  }

  #join(parameters: PointsParameters, waiting: Waiting): Group {
    const key = JSON.stringify(parameters, Object.keys(parameters).sort());
    let group: Group | undefined = this.#groups.get(key);
    if (!group) this.#groups.set(key, (group = { parameters, waiting: [] }));
    group.waiting.push(waiting);
    return group;
  }

  #send(): void {
    const groups = [...this.#groups.values()];
    this.#groups = new Map();
    this.#scheduled = false;
    for (const group of groups) void this.#sendGroup(group);
  }

  async #sendGroup(group: Group): Promise<void> {
    const waiting = group.waiting.filter((one) => !one.aborted);
    if (waiting.length === 0) return;
    const controller = new AbortController();
    group.stop = () => {
      if (waiting.every((one) => one.aborted)) controller.abort();
    };
    const ids = [...new Set(waiting.flatMap((one) => one.series))];
    const requests: Promise<PointsRow[]>[] = [];
    for (let from = 0; from < ids.length; from += SERIES_PER_REQUEST) {
      const body: PointsRequest = { ...group.parameters, series: ids.slice(from, from + SERIES_PER_REQUEST), times: 'elapsed' };
      requests.push(this.#api.bytes('api/plugins/scalars/points', body, { signal: controller.signal }).then(decodePoints));
    }
    try {
      const rows = new Map<number, PointsRow[]>();
      for (const row of (await Promise.all(requests)).flat()) {
        const list = rows.get(row.series);
        if (list) list.push(row);
        else rows.set(row.series, [row]);
      }
      for (const one of waiting) one.resolve(one.series.flatMap((id) => rows.get(id) ?? []));
    } catch (error) {
      for (const one of waiting) one.reject(error);
    }
  }
}

interface Group {
  readonly parameters: PointsParameters;
  readonly waiting: Waiting[];
  /** Set once sent: aborts the request when nobody waits any more. */
  stop?: () => void;
}

/** The answer of `api/plugins/scalars/points`, decoded. Throws when a column is missing. An empty answer gives no rows. */
export function decodePoints(bytes: ArrayBuffer): PointsRow[] {
  const table = tableFromIPC(bytes);
  const column = (name: string) => {
    const found = table.getChild(name);
    if (!found) throw new Error(`points answer has no column ${name}`);
    return found;
  };
  if (table.numRows === 0) return [];
  const [series, run, tag, part, superseded, start, total] = ['series', 'run', 'tag', 'part', 'superseded', 'start', 'total'].map(column);
  const [restarts, step, elapsed, value] = ['restarts', 'step', 'elapsed', 'value'].map(column);
  const smoothed = table.getChild('smoothed');
  return Array.from({ length: table.numRows }, (_, i) => ({
    series: Number(series?.at(i)),
    run: String(run?.at(i)),
    tag: String(tag?.at(i)),
    part: Number(part?.at(i)),
    superseded: Boolean(superseded?.at(i)),
    start: Number(start?.at(i)),
    total: Number(total?.at(i)),
    restarts: restarts?.at(i) as Float64Array,
    step: step?.at(i) as Int32Array | Float64Array,
    elapsed: elapsed?.at(i) as Float32Array,
    value: value?.at(i) as Float32Array | Float64Array,
    smoothed: smoothed ? (smoothed.at(i) as Float32Array) : null,
  }));
}

const abortError = (): Error => new DOMException('the caller no longer wants these points', 'AbortError');
