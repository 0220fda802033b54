import { createContext } from 'svelte';
import type { Api } from '../api/http.js';
import type { PointsLoader } from '../api/points.js';
import type { Catalogue } from './catalogue.svelte.js';
import type { Clock } from './clock.js';
import type { FolderMemory } from './folder-memory.js';
import type { HparamColumns } from './hparam-columns.svelte.js';
import type { Live } from './live.svelte.js';
import type { Pulse } from './pulse.svelte.js';
import type { RunChoice } from './run-choice.svelte.js';
import type { RunColours } from './run-colours.svelte.js';
import type { Selection } from './selection.svelte.js';
import type { Settings } from './settings.svelte.js';
import type { Theme } from './theme.svelte.js';

/** Everything a tab may use; made once in `main.ts`. */
export interface AppContext {
  readonly api: Api;
  /** Points of scalar series; calls of one frame travel together. */
  readonly points: PointsLoader;
  readonly catalogue: Catalogue;
  readonly selection: Selection;
  readonly runs: RunChoice;
  /** Hyperparameters beside the runs. */
  readonly hparams: HparamColumns;
  readonly colours: RunColours;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly live: Live;
  readonly pulse: Pulse;
  readonly memory: FolderMemory;
  readonly clock: Clock;
}

/** `getApp()` in a component's script; `setApp` is called once, in `App.svelte`. */
export const [getApp, setApp] = createContext<AppContext>();
