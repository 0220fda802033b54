import type { XAxis } from '../../server/plugins/scalars/contract.js';

/** A pinned card, as TensorBoard writes it into the URL. */
export interface Pin {
  readonly plugin: string;
  readonly tag: string;
  /** The run's name, only for cards of one run. TensorBoard writes its experiment before it, which is taken off. */
  readonly runId?: string;
  readonly sample?: number;
}

/** What the page's address says. Everything one would send to a colleague, and nothing that is taste. */
export interface Address {
  /** Id of the tab (`scalars`, `timeseries`), '' when the address names none. */
  readonly tab: string;
  readonly runFilter: string;
  readonly tagFilter: string;
  readonly axis: XAxis;
  readonly pins: readonly Pin[];
  /** Weight of the moving average when the address names one, else null. */
  readonly smoothing: number | null;
  /** The expression runs are coloured by (TensorBoard's `runColorGroup=regex:…`), '' for a colour each. */
  readonly colourBy: string;
  /** The runs to show, and no others; or the runs to hide; null when the address says nothing about it. */
  readonly runs: { readonly kind: 'only' | 'without'; readonly names: readonly string[] } | null;
  /** Parameters of tabs (zoom and the like), by name; and any the page does not know, which are left alone. */
  readonly others: Readonly<Record<string, string>>;
}

export const EMPTY_ADDRESS: Address = {
  tab: '', runFilter: '', tagFilter: '', axis: 'step', pins: [], smoothing: null, colourBy: '', runs: null, others: {},
};

const AXES: readonly string[] = ['step', 'relative', 'wall'];
const KNOWN = new Set(['runFilter', 'tagFilter', 'xAxis', 'pinnedCards', 'smoothing', 'runColorGroup', 'run', 'hiddenRun']);

/**
 * Reads an address. Names are TensorBoard's where it has one (`pinnedCards`, `smoothing`, `tagFilter`, `runFilter`,
 * `runColorGroup`, `#scalars`), and links to its older tabs (`#scalars&tagFilter=…&regexInput=…&_smoothingWeight=…`)
 * are understood. What is malformed counts as absent.
 */
export function parseAddress({ search, hash }: { search: string; hash: string }): Address {
  const query = new URLSearchParams(search);
  const [tab = '', ...rest] = hash.replace(/^#/, '').split('&');
  const inHash = new URLSearchParams(rest.join('&'));
  const axis = query.get('xAxis') ?? inHash.get('_xType') ?? '';
  const group = query.get('runColorGroup') ?? '';
  const only = query.getAll('run');
  const without = query.getAll('hiddenRun');
  return {
    tab: decode(tab),
    runFilter: query.get('runFilter') ?? inHash.get('regexInput') ?? '',
    tagFilter: query.get('tagFilter') ?? inHash.get('tagFilter') ?? '',
    axis: AXES.includes(axis) ? (axis as XAxis) : 'step',
    pins: parsePins(query.get('pinnedCards')),
    smoothing: weight(query.get('smoothing') ?? inHash.get('_smoothingWeight')),
    colourBy: group.startsWith('regex:') ? group.slice('regex:'.length) : '',
    runs: only.length > 0 ? { kind: 'only', names: only } : without.length > 0 ? { kind: 'without', names: without } : null,
    others: Object.fromEntries([...query].filter(([name]) => !KNOWN.has(name))),
  };
}

/** Writes an address, to be put behind the page's path. What is at its default is left out: a plain page has a plain address. */
export function formatAddress(address: Address): string {
  const query = new URLSearchParams(address.others);
  if (address.pins.length > 0) query.set('pinnedCards', JSON.stringify(address.pins));
  if (address.smoothing !== null) query.set('smoothing', String(address.smoothing));
  if (address.tagFilter) query.set('tagFilter', address.tagFilter);
  if (address.runFilter) query.set('runFilter', address.runFilter);
  if (address.colourBy) query.set('runColorGroup', `regex:${address.colourBy}`);
  if (address.axis !== 'step') query.set('xAxis', address.axis);
  const { runs } = address;
  if (runs) for (const name of runs.names) query.append(runs.kind === 'only' ? 'run' : 'hiddenRun', name);
  const text = query.toString();
  return `${text ? `?${text}` : ''}${address.tab ? `#${encodeURIComponent(address.tab)}` : ''}`;
}

function parsePins(text: string | null): readonly Pin[] {
  if (!text) return [];
  try {
    const pins: unknown = JSON.parse(text);
    if (!Array.isArray(pins)) return [];
    return pins.filter(isPin).map((pin) => (pin.runId === undefined ? pin : { ...pin, runId: pin.runId.replace(/^defaultExperimentId\//, '') }));
  } catch {
    return [];
  }
}

/** Whether something read from an address or a store names a card. */
export function isPin(value: unknown): value is Pin {
  if (typeof value !== 'object' || value === null) return false;
  const { plugin, tag, runId, sample } = value as Record<string, unknown>;
  return typeof plugin === 'string' && typeof tag === 'string'
    && (runId === undefined || typeof runId === 'string') && (sample === undefined || typeof sample === 'number');
}

function weight(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  return number >= 0 && number < 1 ? number : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
