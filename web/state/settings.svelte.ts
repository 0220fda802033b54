import type { Persistence } from './persisted.js';

/** How tooltip rows are ordered. `default` is run order. */
export type TooltipSort = 'default' | 'alphabetical' | 'ascending' | 'descending' | 'nearest-pixel' | 'nearest-y';

/** Taste: kept in this browser for all log folders. What one would send to a colleague is in `Selection` instead. */
export interface SettingsValues {
  theme: 'auto' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  /** Whether charts follow the log by themselves. Off: only the reload button refreshes. */
  reload: boolean;
  /** Least seconds between two refreshes, 0 as it happens (at most twice a second). */
  reloadPeriod: number;
  /** Cards on a page of a group. */
  pageSize: number;
  /** Weight of the moving average, 0 ≤ w < 1. */
  smoothing: number;
  ignoreOutliers: boolean;
  tooltipSort: TooltipSort;
  tooltipLimited: boolean;
  /** Rows of a tooltip when limited. */
  tooltipLimit: number;
  /** Least width of a card of the Time Series tab, CSS pixels, 335–735. */
  cardWidth: number;
  stepSelection: boolean;
  rangeSelection: boolean;
  linkByStep: boolean;
  partition: boolean;
  /** Columns of the table of a step in the order given to them, keys separated by commas; '' for the usual one. */
  stepColumns: string;
  /** The same of the table of a range. */
  rangeColumns: string;
  /** Columns the table of a range has beside the usual ones. */
  rangeExtras: string;
  /** Draw points that a restart replaced. */
  superseded: boolean;
  savePins: boolean;
  downloadLinks: boolean;
  /** Histograms one behind the other, or on one base line. */
  histogramMode: 'offset' | 'overlay';
  /** Bins histograms are drawn with. */
  histogramBins: number;
  /** Heights of histograms are logarithms of counts. */
  histogramLog: boolean;
  /** Histograms and distributions of all runs of a tag in one card, instead of a card each. */
  histogramsTogether: boolean;
  /** Loudness of audio clips, 0–1. */
  volume: number;
  muted: boolean;
  /** Texts as Markdown or as they were written. */
  textView: 'rendered' | 'raw';
  /** All texts of a tag, newest first, or the one a slider stands at. */
  textSteps: 'all' | 'one';
  settingsPaneOpen: boolean;
  /** The controls of the HParams tab; on a narrow window they start closed whatever this says. */
  hparamsPaneOpen: boolean;
  sidebarOpen: boolean;
  /** Width of the run selector, CSS pixels. */
  sidebarWidth: number;
  runView: 'tree' | 'list';
  runSort: 'name' | 'newest' | 'oldest';
  /** Show when each run last wrote, in the run selector. */
  runTimes: boolean;
}

export const DEFAULT_SETTINGS: Readonly<SettingsValues> = {
  theme: 'auto',
  density: 'comfortable',
  reload: true,
  reloadPeriod: 0,
  pageSize: 12,
  smoothing: 0.6,
  ignoreOutliers: true,
  tooltipSort: 'nearest-pixel',
  tooltipLimited: false,
  tooltipLimit: 5,
  cardWidth: 335,
  stepSelection: true,
  rangeSelection: false,
  linkByStep: false,
  partition: false,
  stepColumns: '',
  rangeColumns: '',
  rangeExtras: '',
  superseded: false,
  savePins: true,
  downloadLinks: false,
  histogramMode: 'offset',
  histogramBins: 30,
  histogramLog: false,
  histogramsTogether: false,
  volume: 0.8,
  muted: false,
  textView: 'rendered',
  textSteps: 'all',
  settingsPaneOpen: false,
  hparamsPaneOpen: true,
  sidebarOpen: true,
  sidebarWidth: 280,
  runView: 'tree',
  runSort: 'name',
  runTimes: false,
};

/** Where the settings are kept; `public/first-paint.js` reads the same key. */
export const SETTINGS_KEY = 'ridgeline.settings';

/** Least and greatest allowed value of numeric settings; what lies outside (or is no number) falls back to the default. */
const RANGES: Partial<Record<keyof SettingsValues, readonly [number, number]>> = {
  reloadPeriod: [0, 86_400],
  pageSize: [1, 1_000],
  smoothing: [0, 0.9999],
  tooltipLimit: [1, 1_000],
  cardWidth: [200, 2_000],
  histogramBins: [2, 500],
  volume: [0, 1],
  sidebarWidth: [160, 900],
};

const CHOICES: Partial<Record<keyof SettingsValues, readonly unknown[]>> = {
  theme: ['auto', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  tooltipSort: ['default', 'alphabetical', 'ascending', 'descending', 'nearest-pixel', 'nearest-y'],
  histogramMode: ['offset', 'overlay'],
  textView: ['rendered', 'raw'],
  textSteps: ['all', 'one'],
  runView: ['tree', 'list'],
  runSort: ['name', 'newest', 'oldest'],
};

/**
 * The settings. Read `settings.current.smoothing` (each field is its own dependency); change with
 * `settings.set({ smoothing: 0.9 })`, which keeps it at once. Another tab's change arrives here too.
 * Only what differs from the default is kept, so that a better default reaches everyone who never chose.
 */
export class Settings {
  readonly #persistence: Persistence;
  readonly #listeners = new Set<() => void>();
  readonly #values: SettingsValues = $state({ ...DEFAULT_SETTINGS });

  constructor(persistence: Persistence) {
    this.#persistence = persistence;
    Object.assign(this.#values, checked(persistence.read(SETTINGS_KEY)));
    persistence.follow(SETTINGS_KEY, (value) => {
      Object.assign(this.#values, DEFAULT_SETTINGS, checked(value));
      this.#tell();
    });
  }

  get current(): Readonly<SettingsValues> {
    return this.#values;
  }

  /** Changes and keeps. A value outside its range is ignored. */
  set(change: Partial<SettingsValues>): void {
    Object.assign(this.#values, checked(change));
    this.#persistence.write(SETTINGS_KEY, different(this.#values));
    this.#tell();
  }

  /** Called after every change, here or in another tab. For other state; components simply read `current`. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Back to the defaults: all of them, or only the named ones. */
  reset(...names: (keyof SettingsValues)[]): void {
    const all = names.length === 0 ? (Object.keys(DEFAULT_SETTINGS) as (keyof SettingsValues)[]) : names;
    this.set(Object.fromEntries(all.map((name) => [name, DEFAULT_SETTINGS[name]])));
  }
}

/** The fields that are known and sound; anything else came from another version or a damaged store. */
function checked(value: unknown): Partial<SettingsValues> {
  if (typeof value !== 'object' || value === null) return {};
  const sound = Object.entries(value).filter(([name, field]) => {
    if (!Object.hasOwn(DEFAULT_SETTINGS, name)) return false;
    const key = name as keyof SettingsValues;
    if (typeof field !== typeof DEFAULT_SETTINGS[key]) return false;
    const range = RANGES[key];
    if (range) return typeof field === 'number' && field >= range[0] && field <= range[1];
    return CHOICES[key]?.includes(field) ?? true;
  });
  return Object.fromEntries(sound);
}

function different(values: SettingsValues): Partial<SettingsValues> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== DEFAULT_SETTINGS[name as keyof SettingsValues]),
  );
}
