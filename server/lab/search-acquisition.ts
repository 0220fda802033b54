/**
 * Finds where an acquisition function is highest: an even spread of candidates over the whole space, more of them around the
 * best, and a pattern search from the most promising. Works on real configurations, so integers, choices and conditions need nothing special.
 */
import type { Prediction } from './acquisition.js';
import type { Model } from './model.js';
import type { Random } from './random.js';
import { sobol } from './sobol.js';
import { choicesOf, configurationAt, configurationKey, unitOf, type Configuration, type SearchSpace } from './space.js';

export interface AcquisitionSearch {
  readonly space: SearchSpace;
  readonly model: Model;
  readonly score: (prediction: Prediction) => number;
  readonly random: Random;
  /** Keys of configurations that must not be proposed. */
  readonly taken: ReadonlySet<string>;
  /** Configurations to look around besides: the best tried. In many dimensions no even spread comes near them. */
  readonly around: readonly Configuration[];
  /** 1 by default; less looks at fewer candidates: for one of many proposals. */
  readonly effort?: number;
}

interface Candidate {
  readonly units: Float64Array;
  readonly configuration: Configuration;
  readonly score: number;
}

const SPREAD = 768;
const LEADERS = 6;
const CLIMB_ROUNDS = 16;
/** Candidates drawn about each leader, a spread. */
const NEAR = 16;

/** The best configuration that is not taken, or null when none was found. */
export function searchAcquisition({ space, model, score, random, taken, around, effort = 1 }: AcquisitionSearch): Configuration | null {
  const dimensions = space.parameters.length;
  const near = Math.ceil(effort * NEAR);
  const evaluateMany = (many: readonly Float64Array[]): Candidate[] => {
    const configurations = many.map((units) => configurationAt(space, units));
    const predictions = model.predictMany(configurations);
    return many.map((units, i) => ({ units, configuration: configurations[i] as Configuration, score: score(predictions[i] as Prediction) }));
  };
  const free = ({ configuration }: Candidate): boolean => !taken.has(configurationKey(space, configuration));
  const byScore = (a: Candidate, b: Candidate): number => b.score - a.score;

  let candidates = evaluateMany(sobol(dimensions, 0, Math.ceil(effort * SPREAD), random.below(2 ** 31)));
  const known = around.map((configuration) => Float64Array.from(space.parameters, (parameter) => unitOf(parameter, configuration[parameter.name]) ?? 0.5));
  const drawn = (units: Float64Array, spread: number): Float64Array[] => Array.from({ length: near }, () => units.map((unit, i) => jump(space, i, unit, { spread, random })));
  candidates.push(...evaluateMany(known.flatMap((units) => [0.1, 0.03, 0.01].flatMap((spread) => drawn(units, spread)))));
  candidates.sort(byScore);
  for (const spread of [0.2, 0.05, 0.01]) {
    const jumps = candidates.slice(0, LEADERS).flatMap(({ units }) => drawn(units, spread));
    candidates = [...candidates.slice(0, SPREAD / 4), ...evaluateMany(jumps)].sort(byScore);
  }
  candidates.push(...climb(candidates.slice(0, LEADERS / 2), space, { evaluateMany, rounds: Math.ceil(effort * CLIMB_ROUNDS) }));
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

interface ClimbOptions {
  evaluateMany(units: readonly Float64Array[]): Candidate[];
  readonly rounds: number;
}

/** Pattern search over the numeric parameters from each start: a step either way along each, those that help taken alone and together; halved when none does. */
function climb(starts: readonly Candidate[], space: SearchSpace, { evaluateMany, rounds }: ClimbOptions): Candidate[] {
  const numeric = space.parameters.flatMap((parameter, i) => (choicesOf(parameter) ? [] : [i]));
  const climbers = starts.map((best) => ({ best, step: 0.01 }));
  for (let round = 0; round < rounds && numeric.length > 0; round++) {
    const active = climbers.filter(({ step }) => step > 1e-4);
    const found = evaluateMany(active.flatMap(({ best, step }) => numeric.flatMap((i) => [moved(best.units, i, step), moved(best.units, i, -step)])));
    const helpful = active.map(({ best }, k) => found.slice(k * 2 * numeric.length, (k + 1) * 2 * numeric.length).filter(({ score }) => score > best.score));
    const together = evaluateMany(active.map(({ best }, k) => sumOf(best.units, helpful[k] ?? [])));
    active.forEach((climber, k) => {
      const options = [...(helpful[k] ?? []), together[k] as Candidate].filter(({ score }) => score > climber.best.score);
      const [best] = options.sort((a, b) => b.score - a.score);
      if (best) climber.best = best;
      else climber.step /= 2;
    });
  }
  return climbers.map(({ best }) => best);
}

/** All the moves at once. */
function sumOf(units: Float64Array, moves: readonly Candidate[]): Float64Array {
  return units.map((unit, i) => moves.reduce((sum, move) => Math.min(Math.max(sum + (move.units[i] as number) - unit, 0), 1), unit));
}

function moved(units: Float64Array, i: number, by: number): Float64Array {
  const next = units.slice();
  next[i] = Math.min(Math.max((units[i] as number) + by, 0), 1);
  return next;
}
