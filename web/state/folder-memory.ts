import { isPin, type Pin } from './address.js';
import { type HparamLook, soundLook } from './hparam-filter.js';
import type { Persistence } from './persisted.js';

/** Which runs were chosen by hand: these and no others, or all but these. */
export interface RememberedChoice {
  readonly kind: 'only' | 'without';
  readonly names: readonly string[];
  /** Start time of the newest run at that time, seconds: runs that started later were not part of the choice. */
  readonly seenUntil: number;
}

/** What is remembered about one log folder. */
export interface FolderNotes {
  readonly choice?: RememberedChoice | undefined;
  /** Colours picked by hand by run name: `#rrggbb`, or a palette token (`--run-3`). */
  readonly colours?: Readonly<Record<string, string>>;
  /** Folders of the run tree that are not in their first state (open or closed). */
  readonly toggled?: readonly string[];
  /** Cards pinned, when saving pins is on. */
  readonly pins?: readonly Pin[];
  /** Groups of cards opened or closed by hand, by tab and name. */
  readonly groups?: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  /** Hyperparameters beside the runs. */
  readonly hparamColumns?: HparamLook;
}

/** Remembers things of one log folder in this browser. Before `open`, and without storage, it knows nothing. */
export class FolderMemory {
  readonly #persistence: Persistence;
  #key = '';
  #notes: FolderNotes = {};

  constructor(persistence: Persistence) {
    this.#persistence = persistence;
  }

  /** Names the log folder. Answers true when it is another than before. */
  open(logdir: string): boolean {
    const key = `ridgeline.folder.${logdir}`;
    if (key === this.#key) return false;
    this.#key = key;
    const notes = this.#persistence.read(key);
    this.#notes = typeof notes === 'object' && notes !== null ? sound(notes) : {};
    return true;
  }

  get notes(): FolderNotes {
    return this.#notes;
  }

  put(change: FolderNotes): void {
    this.#notes = { ...this.#notes, ...change };
    if (this.#key !== '') this.#persistence.write(this.#key, this.#notes);
  }
}

/** Only fields of the expected shape: the store may be another version's. */
function sound(notes: object): FolderNotes {
  const { choice, colours, toggled, pins, groups, hparamColumns } = notes as Record<string, unknown>;
  return {
    ...(isChoice(choice) ? { choice } : {}),
    ...(typeof colours === 'object' && colours !== null
      ? { colours: Object.fromEntries(Object.entries(colours).filter(([, colour]) => /^(#[0-9a-f]{6}|--run-\d)$/i.test(String(colour)))) }
      : {}),
    ...(isNames(toggled) ? { toggled } : {}),
    ...(Array.isArray(pins) && pins.every(isPin) ? { pins } : {}),
    ...(isGroups(groups) ? { groups } : {}),
    ...(hparamColumns === undefined ? {} : { hparamColumns: soundLook(hparamColumns) }),
  };
}

function isChoice(value: unknown): value is RememberedChoice {
  return typeof value === 'object' && value !== null && 'kind' in value && 'names' in value && 'seenUntil' in value
    && (value.kind === 'only' || value.kind === 'without') && isNames(value.names) && typeof value.seenUntil === 'number';
}

const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every((name) => typeof name === 'string');

const isGroups = (value: unknown): value is NonNullable<FolderNotes['groups']> =>
  isObject(value) && Object.values(value).every((tab) => isObject(tab) && Object.values(tab).every((open) => typeof open === 'boolean'));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
