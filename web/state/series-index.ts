import type { RunInfo, SeriesAnswer } from '../../server/contract.js';
import { compareNaturally } from './natural-order.js';

/** One series as listed. `lastValue` and the rest are as of the last listing; cards show what points say. */
export interface SeriesRef {
  readonly id: number;
  readonly run: RunInfo;
  readonly tag: string;
  /** Points written, superseded ones included. */
  readonly count: number;
  readonly lastStep: number;
  /** Seconds since the epoch. */
  readonly lastTime: number;
  /** NaN and infinities are what was written. */
  readonly lastValue: number;
  /** '' where none was written. */
  readonly displayName: string;
  /** Markdown; untrusted. '' where none was written. */
  readonly description: string;
}

const NONE: readonly SeriesRef[] = [];

/** The series of one plugin. Tags in natural order, the series of a tag in run order. */
export class PluginSeries {
  readonly tags: readonly string[];
  /** How many series there are. */
  readonly count: number;
  readonly #byTag: ReadonlyMap<string, readonly SeriesRef[]>;

  constructor(byTag: ReadonlyMap<string, readonly SeriesRef[]>) {
    this.#byTag = byTag;
    this.tags = [...byTag.keys()].sort(compareNaturally);
    this.count = [...byTag.values()].reduce((sum, list) => sum + list.length, 0);
  }

  /** The series that have this tag, in run order; empty for an unknown tag. */
  of(tag: string): readonly SeriesRef[] {
    return this.#byTag.get(tag) ?? NONE;
  }

  find(tag: string, run: number): SeriesRef | undefined {
    return this.of(tag).find((series) => series.run.id === run);
  }
}

export const NO_SERIES = new PluginSeries(new Map());

/** The listing's columns as an index by plugin and tag. Series of a run that is not (or no longer) listed are left out. */
export function indexSeries(answer: SeriesAnswer, runs: readonly RunInfo[]): ReadonlyMap<string, PluginSeries> {
  const byId = new Map(runs.map((run, order) => [run.id, { run, order }]));
  const found: { plugin: string; order: number; ref: SeriesRef }[] = [];
  answer.id.forEach((id, i) => {
    const place = byId.get(answer.run[i] ?? -1);
    const tag = answer.tags[answer.tag[i] ?? -1];
    const plugin = answer.plugins[answer.plugin[i] ?? -1];
    if (!place || tag === undefined || plugin === undefined) return;
    const note = answer.notes[String(id)];
    found.push({
      plugin,
      order: place.order,
      ref: {
        id,
        run: place.run,
        tag,
        count: answer.count[i] ?? 0,
        lastStep: answer.lastStep[i] ?? 0,
        lastTime: answer.lastTime[i] ?? 0,
        lastValue: Number(answer.lastValue[i] ?? NaN),
        displayName: note?.displayName ?? '',
        description: note?.description ?? '',
      },
    });
  });
  found.sort((a, b) => a.order - b.order);
  const plugins = new Map<string, Map<string, SeriesRef[]>>();
  for (const { plugin, ref } of found) {
    let tags = plugins.get(plugin);
    if (!tags) plugins.set(plugin, (tags = new Map()));
    const list = tags.get(ref.tag);
    if (list) list.push(ref);
    else tags.set(ref.tag, [ref]);
  }
  return new Map([...plugins].map(([name, tags]) => [name, new PluginSeries(tags)]));
}
