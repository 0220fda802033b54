import type { Component } from 'svelte';

/**
 * How a tab is made, and what it gets.
 *
 * A tab is a folder here with an `index.ts` that exports a `WebPlugin`, and one line in `plugins/index.ts`. Its component takes
 * no props; it fills the space right of the run selector and scrolls by itself. Everything it needs comes from the context:
 *
 * ```svelte
 * <script lang="ts">
 *   import { getApp } from '../../state/context.js';
 *   import { Watched } from '../../state/watched.svelte.js';
 *   const { catalogue, runs, selection, settings, colours, theme, points, pulse, api } = getApp();
 *
 *   const series = $derived(catalogue.plugin('scalars'));                // tags in natural order; series.of(tag) in run order
 *   const drawn = $derived(series.of(tag).filter((one) => runs.shownIds.has(one.run.id)));
 *   const ids = $derived(drawn.map((one) => one.id));
 *   const watched = new Watched({ pulse, load: (signal) => points.load(ids, { width, smoothing }, { signal }) });
 *   $effect(() => { void width; void smoothing; watched.watch(ids); watched.ask(); });
 *   $effect(() => watched.show(visible));                                // from an IntersectionObserver
 *   $effect(() => () => watched.close());
 * </script>
 * ```
 *
 * - `catalogue` what exists · `runs.shown` / `runs.shownIds` what to draw · `colours.of(run)` how (css, token for a canvas, dash)
 * - `selection` what goes into the address: `tagFilter`, `axis`, `pins`, `parameter(name)` with a setter each
 * - `settings.current.x`, `settings.set({ x })` taste, kept in the browser · `theme.dark` read it in an effect that draws on a canvas
 * - `memory` things remembered per log folder (saved pins)
 * - `points.load` batches all cards of a frame into one request · `api` for every other route · `api.url(path)` for links
 *
 * A tab stays mounted while another is open, but hidden: its cards are then out of sight, and ask for nothing.
 */
export interface WebPlugin {
  /** Id in the address, TensorBoard's: `scalars`, `timeseries`. */
  readonly id: string;
  /** What the tab is called. */
  readonly label: string;
  /** Names of the data's plugins, as files say them; the tab is active when one of them has series. */
  readonly data: readonly string[];
  /** The component, loaded when first opened. */
  load(): Promise<{ default: Component }>;
}
