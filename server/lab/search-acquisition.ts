/**
 * Finds where an acquisition function is highest: an even spread of candidates over the whole space, more of them around the
 * best, and a pattern search from the most promising. Works on real configurations, so integers, choices and conditions need nothing special.
 */
import type { Prediction } from './acquisition.js';
import type { Model } from './model.js';
import type { Random } from './random.js';
import { sobol } from './sobol.js';
import { choicesOf, configurationAt, configurationKey, type Configuration, type SearchSpace } from './space.js';

export interface AcquisitionSearch {
  readonly space: SearchSpace;
  readonly model: Model;
  readonly score: (prediction: Prediction) => number;
  readonly random: Random;
  /** Keys of configurations that must not be proposed. */
  readonly taken: ReadonlySet<string>;
}

interface Candidate {
  readonly units: Float64Array;
  readonly configuration: Configuration;
  readonly score: number;
}

const SPREAD = 768;
const LEADERS = 6;

/** The best configuration that is not taken, or null when none was found. */
export function searchAcquisition({ space, model, score, random, taken }: AcquisitionSearch): Configuration | null {
  const dimensions = space.parameters.length;
  const evaluate = (units: Float64Array): Candidate => {
    const configuration = configurationAt(space, units);
    return { units, configuration, score: score(model.predict(configuration)) };
  };
  const free = ({ configuration }: Candidate): boolean => !taken.has(configurationKey(space, configuration));
  const byScore = (a: Candidate, b: Candidate): number => b.score - a.score;

  let candidates = sobol(dimensions, 0, SPREAD, random.below(2 ** 31)).map(evaluate);
  candidates.sort(byScore);
  for (const spread of [0.2, 0.05, 0.01]) {
    const near = candidates.slice(0, LEADERS).flatMap(({ units }) =>
      Array.from({ length: 16 }, () => evaluate(units.map((unit, i) => jump(space, i, unit, { spread, random })))),
    );
    candidates = [...candidates.slice(0, SPREAD / 4), ...near].sort(byScore);
  }
  for (const start of candidates.slice(0, LEADERS / 2)) candidates.push(climb(start, space, evaluate));
  candidates.sort(byScore);
  return candidates.find(free)?.configuration ?? null;
}

/** A move about `unit`; choices are drawn anew now and then. */
function jump(space: SearchSpace, i: number, unit: number, { spread, random }: { spread: number; random: Random }): number {
  const parameter = space.parameters[i];
  if (parameter && choicesOf(parameter)) return random.next() < 0.25 ? random.next() : unit;
  return reflect(unit + spread * random.normal());
}

/** Back into [0, 1] as if its ends were mirrors. */
function reflect(unit: number): number {
  const folded = Math.abs(unit) % 2;
  return folded > 1 ? 2 - folded : folded;
}

/** Pattern search over the numeric parameters: a step each way, halved when nothing is better. */
function climb(start: Candidate, space: SearchSpace, evaluate: (units: Float64Array) => Candidate): Candidate {
  let best = start;
  for (let step = 0.01; step > 1e-4; ) {
    let improved = false;
    for (let i = 0; i < start.units.length; i++) {
      const parameter = space.parameters[i];
      if (!parameter || choicesOf(parameter)) continue;
      for (const move of [step, -step]) {
        const units = best.units.slice();
        units[i] = Math.min(Math.max((units[i] ?? 0) + move, 0), 1);
        const next = evaluate(units);
        if (next.score > best.score) {
          best = next;
          improved = true;
        }
      }
    }
    if (!improved) step /= 2;
  }
  return best;
}
