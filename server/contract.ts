/**
 * What the server's core routes and its live stream say. Types only: the web imports them with `import type`.
 * Routes of a plugin are described in the plugin's own `contract.ts`. All paths are relative to `--path_prefix`.
 *
 * Every failure of a route below `/api` is an `ApiError` with a matching status code; `server/errors.ts` lists the codes.
 *
 * Two routes have no type of their own. `POST /api/rescan` answers 202 and `{}`: the log folder is looked through now.
 * `GET /api/export?format=csv|jsonl` answers every point of scalar series as text, streamed: of those with the ids in `series=1,2,3`,
 * or of those whose run and tag are among `run=` and `tag=` (each may occur several times), or of all. Columns: run, tag,
 * wall_time, step, value, superseded. In CSV a run or tag that a spreadsheet would run as a formula has an apostrophe in front.
 */

/** A number that may be non-finite, which JSON cannot say (protobuf's own JSON mapping). Decode with `Number(x)`. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** The one shape of every error below `/api`. `code` is stable, `message` is one sentence for a person. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
}

/** One run. `startTime` is the smallest wall time of its events (seconds), null before the first event. */
export interface RunInfo {
  readonly id: number;
  readonly name: string;
  readonly startTime: number | null;
  /** Wall time of the newest point, seconds, null without points. */
  readonly lastTime: number | null;
  /** How many problems its event files have. */
  readonly problems: number;
}

/** `GET /api/runs`: all runs in order of (startTime, name), so that a new run never changes the place of an old one. */
export interface RunsAnswer {
  readonly generation: string;
  readonly commit: number;
  readonly runs: readonly RunInfo[];
}

/**
 * `GET /api/series[?plugin=scalars]`: every series, as columns of equal length (10,000 series are usual).
 * `run[i]` is a `RunInfo.id`, `tag[i]` an index into `tags`, `plugin[i]` an index into `plugins`.
 */
export interface SeriesAnswer {
  readonly generation: string;
  readonly commit: number;
  readonly tags: readonly string[];
  readonly plugins: readonly string[];
  readonly id: readonly number[];
  readonly run: readonly number[];
  readonly tag: readonly number[];
  readonly plugin: readonly number[];
  /** Points written, superseded ones included. */
  readonly count: readonly number[];
  readonly lastStep: readonly number[];
  readonly lastTime: readonly number[];
  /** Last value of a scalar series; of other series the number of items of the last value. */
  readonly lastValue: readonly JsonNumber[];
  /** Display name and Markdown description by series id, only where one was written. */
  readonly notes: Readonly<Record<string, { readonly displayName: string; readonly description: string }>>;
}

/** `GET /api/series/<id>/description`: the description of a series as HTML that is safe to insert (`plugins/markdown.ts`); '' where there is none. */
export interface DescriptionAnswer {
  readonly html: string;
}

/** One kind of problem in one event file: `GET /api/problems` answers `{problems: ProblemInfo[]}`, newest run first. */
export interface ProblemInfo {
  readonly run: string;
  readonly file: string;
  /** See `server/model/problems.ts` for the kinds. */
  readonly kind: string;
  readonly count: number;
  /** Bytes that could not be used. */
  readonly bytes: number;
  readonly firstOffset: number;
  readonly detail: string;
}

/** How far the first load has come, and whether the index can be written. */
export interface LoadStatus {
  readonly state: 'waiting' | 'loading' | 'live' | 'stuck';
  readonly runs: number;
  readonly files: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly records: number;
  readonly elapsedMillis: number;
  /** One sentence for the user, '' when there is nothing to say. */
  readonly detail: string;
}

/** `GET /api/status`: what the page needs before anything else. */
export interface StatusAnswer {
  readonly version: string;
  readonly generation: string;
  readonly commit: number;
  readonly logdir: string;
  readonly index: string;
  readonly windowTitle: string;
  readonly load: LoadStatus;
  /** Count of problem rows, so that the badge needs no second request. */
  readonly problems: number;
  /** Number of series per plugin name; a tab is active when one of its plugins has series. */
  readonly plugins: Readonly<Record<string, number>>;
}

/** `GET /api/folder`: what the logdir holds, for a first sight that explains itself. Bounded: at most a few thousand entries are looked at. */
export interface FolderAnswer {
  readonly logdir: string;
  readonly exists: boolean;
  /** '' or why the folder cannot be read. */
  readonly problem: string;
  readonly folders: number;
  readonly eventFiles: readonly { readonly path: string; readonly bytes: number; readonly modifiedTime: number }[];
  /** A sample of files that are not event files. */
  readonly otherFiles: readonly { readonly path: string; readonly bytes: number }[];
  /** True when the walk stopped at its limit. */
  readonly truncated: boolean;
}

/**
 * `GET /api/live`: server-sent events, each `data:` line one LiveMessage as JSON. The first is always `hello`. When its
 * generation differs from what the page last saw, or its commit is ahead, the page relists and asks again for
 * what is visible; missing a message is harmless. `commit` comes at most twice a second, coalesced. A comment line
 * every 15 s keeps proxies from closing the stream.
 */
export type LiveMessage =
  | { readonly type: 'hello'; readonly generation: string; readonly commit: number; readonly load: LoadStatus; readonly problems: number }
  | {
      readonly type: 'commit';
      readonly commit: number;
      /** Ids of series that got points. */
      readonly changed: readonly number[];
      /** True when runs or series appeared or went: list again. */
      readonly catalogueChanged: boolean;
      readonly problems: number;
    }
  | { readonly type: 'load'; readonly load: LoadStatus };
