/** The lab in words a student understands. Pure: the same numbers give the same sentences. */
import type { Importance } from './importance.js';
import { choicesOf, type SearchSpace } from './space.js';
import type { Suggestion } from './suggest.js';

/** Matters: at least this part of the metric's variance. */
const MATTERS = 0.2;
/** Hardly matters: less than this, also when the uncertainty is added. */
const HARDLY = 0.05;
const GRID_POINTS = 5;

export interface ImportanceFacts {
  readonly space: SearchSpace;
  /** Most important first. */
  readonly importances: readonly Importance[];
  /** The metric's name. */
  readonly metric: string;
  /** Finished trials. */
  readonly finished: number;
}

/** Which hyperparameters matter so far, and what a grid would waste its tries on. */
export function importanceSentences({ space, importances, metric, finished }: ImportanceFacts): string[] {
  if (importances.length === 0) return [`Which hyperparameters matter for ${metric} can be said after four finished trials; there ${finished === 1 ? 'is' : 'are'} ${finished}.`];
  const matter = importances.filter(({ total }) => total >= MATTERS);
  const wasted = importances.filter(({ total, uncertainty }) => total + uncertainty < HARDLY);
  const sentences = [...whatMatters(importances, matter, metric), ...whatIsOpen(importances, finished), ...whatAGridWastes(space, { matter, wasted, metric })];
  return sentences;
}

function whatMatters(importances: readonly Importance[], matter: readonly Importance[], metric: string): string[] {
  if (importances.every(({ total }) => total === 0)) return [`${metric} was the same whatever was tried: nothing matters so far.`];
  const [first, ...more] = matter;
  if (first === undefined) return [`No hyperparameter stands out: none explains more than ${percent(importances[0]?.total ?? 0)} of how ${metric} varies.`];
  if (importances.length === 1) return [`${first.parameter} is all that was varied.`];
  const lead = `${first.parameter} matters most for ${metric}: it takes part in ${percent(first.total)} of how it varies (± ${percent(first.uncertainty)}).`;
  const others = more.length === 0 ? [] : [`${listing(more.map(({ parameter, total }) => `${parameter} (${percent(total)})`))} ${more.length === 1 ? 'matters' : 'matter'}, too.`];
  const together = matter.filter(({ main, total }) => main < total / 2 && total - main > 0.1);
  const interplay = together.length < 2 ? [] : [`${listing(together.map(({ parameter }) => parameter))} act together: the best value of one depends on the other, so do not tune them one after the other.`];
  return [lead, ...others, ...interplay];
}

function whatIsOpen(importances: readonly Importance[], finished: number): string[] {
  const open = importances.filter(({ uncertainty }) => uncertainty > 0.15);
  if (open.length === 0) return [];
  return [`After ${finished} finished trials this is not settled for ${listing(open.map(({ parameter }) => parameter))}; a few more will tell.`];
}

/** Bergstra and Bengio, *Random search for hyper-parameter optimization*, 2012: a grid tries few values of what matters. */
function whatAGridWastes(space: SearchSpace, { matter, wasted, metric }: { readonly matter: readonly Importance[]; readonly wasted: readonly Importance[]; readonly metric: string }): string[] {
  const levels = (name: string): number => {
    const parameter = space.parameters.find((candidate) => candidate.name === name);
    return parameter === undefined ? 1 : (choicesOf(parameter)?.length ?? GRID_POINTS);
  };
  const [first] = matter;
  if (wasted.length === 0 || first === undefined) return [];
  const times = wasted.reduce((product, { parameter }) => product * levels(parameter), 1);
  const all = space.parameters.reduce((product, { name }) => product * levels(name), 1);
  if (times < 2) return [];
  return [
    `A grid would waste its tries on ${listing(wasted.map(({ parameter }) => parameter))}, which hardly ${wasted.length === 1 ? 'changes' : 'change'} ${metric}: ` +
      `of ${all} combinations each setting of the rest is tried ${times} times over, and ${first.parameter} gets only ${levels(first.parameter)} different values.`,
  ];
}

/** Why a proposal is made. `format` writes a number of the metric. */
export function whySentence({ reason, predicted, expectedImprovement }: Suggestion, format: (x: number) => string): string {
  const around = predicted === null ? '' : `${format(predicted.mean)} ± ${format(predicted.deviation)}`;
  switch (reason) {
    case 'exploits':
      return `Exploits: near what did well, about ${around} is expected${expectedImprovement !== null && expectedImprovement > 0 ? `, ${format(expectedImprovement)} better than the best on average` : ''}.`;
    case 'explores':
      return `Explores: little is known here, anything about ${around} is possible.`;
    case 'grid':
      return 'The next combination of the grid that was not tried.';
    case 'random':
      return 'Drawn at random.';
    case 'fills':
      return 'Fills the largest gap: spread evenly over the space.';
  }
}

const percent = (part: number): string => (part > 0 && part < 0.01 ? 'under 1 %' : `${Math.round(100 * part)} %`);

/** `a`, `a and b`, `a, b and c`. */
function listing(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
