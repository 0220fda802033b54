/**
 * The words everyone shares, as types. A brand keeps two strings (or two ids) that must not be swapped
 * from being swapped: `findSeries(tag, run)` does not compile.
 */

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Path of a run's folder relative to the logdir, `/`-separated; `.` for the logdir itself. */
export type RunName = Branded<string, 'RunName'>;
/** Name of a time series within a run, exactly as written. */
export type TagName = Branded<string, 'TagName'>;
/** Name of the plugin that owns a series, exactly as the file's metadata says (`pr_curves`). */
export type PluginName = Branded<string, 'PluginName'>;
/** Row id of a run in the index. Stable for one generation of the index only. */
export type RunId = Branded<number, 'RunId'>;
/** Row id of a series in the index. Stable for one generation of the index only. */
export type SeriesId = Branded<number, 'SeriesId'>;
/** Row id of an event file in the index. Stable for one generation of the index only. */
export type FileId = Branded<number, 'FileId'>;

export const runName = (text: string): RunName => text as RunName;
export const tagName = (text: string): TagName => text as TagName;
export const pluginName = (text: string): PluginName => text as PluginName;
export const runId = (id: number): RunId => id as RunId;
export const seriesId = (id: number): SeriesId => id as SeriesId;
export const fileId = (id: number): FileId => id as FileId;
