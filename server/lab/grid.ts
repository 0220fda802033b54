/** Grid search: every combination of a few values of each parameter. */
import { choicesOf, configurationAt, configurationKey, type Configuration, type Parameter, type SearchSpace } from './space.js';

/** Most combinations that are listed; a grid grows with the power of its parameters. */
export const MOST_COMBINATIONS = 100_000;

/** How many values of a parameter a grid has: all choices, at most `perParameter` numbers. */
function levelsOf(parameter: Parameter, perParameter: number): number {
  const choices = choicesOf(parameter);
  if (choices) return choices.length;
  const { type, low, high } = parameter as Extract<Parameter, { low: number }>;
  const distinct = type === 'integer' ? high - low + 1 : low === high ? 1 : Infinity;
  return Math.min(perParameter, distinct);
}

/** How many combinations the whole grid has, conditions not counted. */
export const gridSize = (space: SearchSpace, perParameter: number): number =>
  space.parameters.reduce((size, parameter) => size * levelsOf(parameter, perParameter), 1);

/**
 * The combinations in the usual order (the last parameter changes fastest), ends of every range included; each once, though conditions
 * make some the same. At most `MOST_COMBINATIONS` are gone through.
 */
export function* gridOf(space: SearchSpace, perParameter: number): Generator<Configuration> {
  const levels = space.parameters.map((parameter) => levelsOf(parameter, perParameter));
  const size = Math.min(gridSize(space, perParameter), MOST_COMBINATIONS);
  const seen = new Set<string>();
  for (let number = 0; number < size; number++) {
    let rest = number;
    const units = new Float64Array(levels.length);
    for (let i = levels.length - 1; i >= 0; i--) {
      const count = levels[i] ?? 1;
      const level = rest % count;
      rest = Math.floor(rest / count);
      const whole = choicesOf(space.parameters[i] as Parameter) !== null;
      units[i] = whole ? (level + 0.5) / count : count === 1 ? 0.5 : level / (count - 1);
    }
    const configuration = configurationAt(space, units);
    const key = configurationKey(space, configuration);
    if (seen.has(key)) continue;
    seen.add(key);
    yield configuration;
  }
}
