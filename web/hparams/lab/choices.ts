/** What one chooses in the lab, and how the address says it: one parameter of JSON that holds what is not as usual. */
import type { AcquisitionName, SpaceJson, Strategy } from '../../../server/plugins/hparams/contract.js';
import { readSpace } from './space.js';
import { ACQUISITION_WORDS, STRATEGY_WORDS } from './terms.js';

export interface LabChoices {
  /** Key of the metric's column; '' is the first metric. */
  readonly metric: string;
  readonly strategy: Strategy;
  /** 1 to 50. */
  readonly count: number;
  readonly seed: number;
  readonly acquisition: AcquisitionName;
  /** 0 exploits, 1 explores. */
  readonly exploration: number;
  /** Values of each number in a grid, 2 to 20. */
  readonly gridPoints: number;
  /** Edited by hand; null is what the server infers. */
  readonly space: SpaceJson | null;
  /** Hyperparameter of the slice, '' is the most important one. */
  readonly along: string;
  /** Of the contour; '' likewise, and the next one. */
  readonly x: string;
  readonly y: string;
}

export const USUAL: LabChoices = {
  metric: '',
  strategy: 'bayes',
  count: 3,
  seed: 0,
  acquisition: 'expected-improvement',
  exploration: 0.5,
  gridPoints: 5,
  space: null,
  along: '',
  x: '',
  y: '',
};

export const MOST_PROPOSALS = 50;
export const MOST_GRID_POINTS = 20;

/** What is malformed or out of range counts as not said. */
export function readChoices(text: string): LabChoices {
  const said = parse(text);
  const word = (name: keyof LabChoices): string => (typeof said[name] === 'string' ? said[name] : '');
  const number = (name: 'count' | 'seed' | 'exploration' | 'gridPoints', sound: (value: number) => boolean): number => {
    const value = said[name];
    return typeof value === 'number' && sound(value) ? value : USUAL[name];
  };
  const whole = (low: number, high: number) => (value: number) => Number.isInteger(value) && value >= low && value <= high;
  const space = said['space'] === undefined ? null : readSpace(said['space']);
  return {
    metric: word('metric'),
    strategy: isOneOf(STRATEGY_WORDS, said['strategy']) ? said['strategy'] : USUAL.strategy,
    count: number('count', whole(1, MOST_PROPOSALS)),
    seed: number('seed', whole(0, Number.MAX_SAFE_INTEGER)),
    acquisition: isOneOf(ACQUISITION_WORDS, said['acquisition']) ? said['acquisition'] : USUAL.acquisition,
    exploration: number('exploration', (value) => value >= 0 && value <= 1),
    gridPoints: number('gridPoints', whole(2, MOST_GRID_POINTS)),
    space: space?.kind === 'space' ? space.space : null,
    along: word('along'),
    x: word('x'),
    y: word('y'),
  };
}

/** '' when all is as usual. */
export function writeChoices(choices: LabChoices): string {
  const entries = Object.entries(choices).filter(([name, value]) => value !== USUAL[name as keyof LabChoices]);
  return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries));
}

const isOneOf = <Words extends object>(words: Words, value: unknown): value is keyof Words => typeof value === 'string' && Object.hasOwn(words, value);

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
