import type { LiveMessage } from '../../server/contract.js';
import type { Api } from '../api/http.js';
import { PointsLoader } from '../api/points.js';
import { Catalogue } from './catalogue.svelte.js';
import type { Clock } from './clock.js';
import type { AppContext } from './context.js';
import { FolderMemory } from './folder-memory.js';
import { HparamColumns } from './hparam-columns.svelte.js';
import { Live } from './live.svelte.js';
import type { Persistence } from './persisted.js';
import { Pulse } from './pulse.svelte.js';
import { RunChoice } from './run-choice.svelte.js';
import { RunColours } from './run-colours.svelte.js';
import { type AddressBar, Selection } from './selection.svelte.js';
import { DEFAULT_SETTINGS, Settings } from './settings.svelte.js';
import { Theme } from './theme.svelte.js';

/** What the state needs of the world outside. */
export interface Outside {
  readonly api: Api;
  readonly clock: Clock;
  readonly persistence: Persistence;
  readonly bar: AddressBar;
  readonly media: Pick<MediaQueryList, 'matches' | 'addEventListener'>;
  /** Runs something with the next frame, together with all that was scheduled before it. */
  readonly nextFrame: (run: () => void) => void;
}

/** Makes the state classes and joins them: who tells whom is here and nowhere else. */
export function createApp({ api, clock, persistence, bar, media, nextFrame }: Outside): AppContext {
  const settings = new Settings(persistence);
  const theme = new Theme(settings, { media });
  const live = new Live({ clock });
  const pulse = new Pulse({ clock, pace: () => ({ follow: settings.current.reload, gapMillis: settings.current.reloadPeriod * 1_000 }) });
  const catalogue = new Catalogue({ api, clock, following: () => ({ follow: settings.current.reload }) });
  const selection = new Selection(bar, { clock });
  const memory = new FolderMemory(persistence);
  const hparams = new HparamColumns({ api, pulse, catalogue, memory });
  const runs = new RunChoice({ catalogue, selection, memory, narrowing: hparams });
  const colours = new RunColours({ catalogue, selection, memory, runs });
  const points = new PointsLoader(api, { schedule: nextFrame });

  catalogue.onListed(() => {
    const { status } = catalogue;
    if (!status) return;
    live.prime(status.load, status.problems);
    if (memory.open(status.logdir)) {
      hparams.restart();
      colours.restart();
      runs.restart();
    } else {
      hparams.adopt();
      runs.adopt();
    }
  });
  live.onMessage((message) => catalogue.receive(message));
  live.onMessage(noticeChanges(pulse));
  // A link then shows what its sender saw, whatever the receiver's own taste.
  const sayItInTheAddress = (): void => {
    const { smoothing } = settings.current;
    selection.setSmoothing(smoothing === DEFAULT_SETTINGS.smoothing ? null : smoothing);
  };
  selection.onMoved(() => {
    runs.restart();
    if (selection.smoothing !== null) settings.set({ smoothing: selection.smoothing });
    sayItInTheAddress();
  });

  if (selection.smoothing !== null) settings.set({ smoothing: selection.smoothing });
  sayItInTheAddress();
  settings.onChange(() => {
    sayItInTheAddress();
    pulse.paceChanged();
    catalogue.followingChanged();
  });
  return { api, points, catalogue, selection, runs, hparams, colours, settings, theme, live, pulse, memory, clock };
}

/** Hands commits to the pulse. A greeting that is not what was last heard means something was missed: all may have changed. */
export function noticeChanges(pulse: Pick<Pulse, 'note' | 'noteAll'>): (message: LiveMessage) => void {
  let generation = '';
  let commit = -1;
  return (message) => {
    if (message.type === 'commit') {
      commit = message.commit;
      pulse.note(message.changed);
    } else if (message.type === 'hello') {
      if (generation !== '' && (message.generation !== generation || message.commit !== commit)) pulse.noteAll();
      generation = message.generation;
      commit = message.commit;
    }
  };
}
