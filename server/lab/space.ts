/**
 * A search space: the hyperparameters that may be tried, and how each is spread. Plain data, the same as JSON.
 *
 * Two codings of a configuration:
 * - the *unit cube*, one number in [0, 1] a parameter: where grids, random and quasi-random points live;
 * - *features*, what a model sees: numbers as in the unit cube, a choice of k > 2 as k indicator features.
 */

export type Value = number | string | boolean;
/** Values by parameter name. A parameter whose condition is not met is absent. */
export type Configuration = Readonly<Record<string, Value>>;

/** A configuration to be filled: without a prototype, because a hyperparameter may be called `constructor`, or `__proto__`. */
export const newConfiguration = (): Record<string, Value> => Object.create(null) as Record<string, Value>;

interface Common {
  readonly name: string;
  /** The parameter exists only where another one has one of these values. */
  readonly when?: { readonly parameter: string; readonly values: readonly Value[] };
}
/** A real number from low to high; `log`: even by orders of magnitude (low > 0). */
export interface FloatParameter extends Common {
  readonly type: 'float';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}
/** A whole number from low to high, both included. */
export interface IntegerParameter extends Common {
  readonly type: 'integer';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}
/** One of some values without an order. */
export interface CategoricalParameter extends Common {
  readonly type: 'categorical';
  readonly choices: readonly Value[];
}
export interface BooleanParameter extends Common {
  readonly type: 'boolean';
}
export type Parameter = FloatParameter | IntegerParameter | CategoricalParameter | BooleanParameter;

export interface SearchSpace {
  readonly parameters: readonly Parameter[];
}

/** The values of a parameter that are few: choices, booleans; null for numbers. */
export function choicesOf(parameter: Parameter): readonly Value[] | null {
  if (parameter.type === 'categorical') return parameter.choices;
  return parameter.type === 'boolean' ? [false, true] : null;
}

/** Whether a parameter exists in this configuration, given the values of the others. */
export function isActive(parameter: Parameter, configuration: Configuration): boolean {
  const { when } = parameter;
  if (!when) return true;
  const value = configuration[when.parameter];
  return value !== undefined && when.values.includes(value);
}

/** The value at `unit` in [0, 1] of a parameter's range. */
export function valueAt(parameter: Parameter, unit: number): Value {
  const choices = choicesOf(parameter);
  if (choices) return choices[Math.min(choices.length - 1, Math.floor(unit * choices.length))] as Value;
  const { type, low, high, log } = parameter as FloatParameter | IntegerParameter;
  if (type === 'integer') {
    // Each whole number owns an equal share, half a unit to either side of it (on the log scale, too).
    const value = Math.round(between(low - 0.5, high + 0.5, log, unit));
    return Math.min(Math.max(value, low), high);
  }
  return Math.min(Math.max(between(low, high, log, unit), low), high);
}

/** Where a value lies in a parameter's range, 0 to 1; values outside are taken to the nearer end. null when it is no value of this parameter. */
export function unitOf(parameter: Parameter, value: Value | undefined): number | null {
  const choices = choicesOf(parameter);
  if (choices) {
    const index = choices.indexOf(value as Value);
    return index < 0 ? null : (index + 0.5) / choices.length;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const { type, low, high, log } = parameter as FloatParameter | IntegerParameter;
  const [from, to] = type === 'integer' ? [low - 0.5, high + 0.5] : [low, high];
  const clamped = Math.min(Math.max(value, low), high);
  const unit = log ? (Math.log(clamped) - Math.log(from)) / (Math.log(to) - Math.log(from)) : (clamped - from) / (to - from);
  return Number.isFinite(unit) ? Math.min(Math.max(unit, 0), 1) : 0.5; // low = high: one point
}

function between(low: number, high: number, log: boolean, unit: number): number {
  return log ? Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low))) : low + unit * (high - low);
}

/** The configuration at a point of the unit cube: `units[i]` belongs to parameter i. Absent parameters take no part. */
export function configurationAt(space: SearchSpace, units: ArrayLike<number>): Configuration {
  const configuration = newConfiguration();
  // Parents may stand after their children: go round until nothing new becomes active.
  for (let round = 0, grew = true; grew && round <= space.parameters.length; round++) {
    grew = false;
    space.parameters.forEach((parameter, i) => {
      if (parameter.name in configuration || !isActive(parameter, configuration)) return;
      configuration[parameter.name] = valueAt(parameter, units[i] ?? 0.5);
      grew = true;
    });
  }
  return configuration;
}

/** How the features of a space are laid out: `groups[f]` is the parameter that feature f belongs to. */
export function featureGroups(space: SearchSpace): number[] {
  return space.parameters.flatMap((parameter, i) => new Array<number>(featureCount(parameter)).fill(i));
}

function featureCount(parameter: Parameter): number {
  return parameter.type === 'categorical' && parameter.choices.length > 2 ? parameter.choices.length : 1;
}

/**
 * What a model sees of a configuration. Numbers stand where the value lies in its range, as rounded; two different
 * choices are a distance of 1 apart. An absent parameter (or a value that is none of its own) stands in the middle, so that it makes no
 * difference between configurations that both lack it.
 */
export function featuresOf(space: SearchSpace, configuration: Configuration): Float64Array {
  const features: number[] = [];
  for (const parameter of space.parameters) {
    const unit = unitOf(parameter, configuration[parameter.name]);
    const count = featureCount(parameter);
    if (count === 1) {
      const choices = choicesOf(parameter);
      features.push(unit === null ? 0.5 : choices ? choices.indexOf(configuration[parameter.name] as Value) : unit);
      continue;
    }
    const chosen = choicesOf(parameter)?.indexOf(configuration[parameter.name] as Value) ?? -1;
    for (let k = 0; k < count; k++) features.push(chosen < 0 ? 1 / count : k === chosen ? Math.SQRT1_2 : 0);
  }
  return Float64Array.from(features);
}

/** The same configuration written the same way: a key to compare by. Numbers that differ in the 12th digit are the same. */
export function configurationKey(space: SearchSpace, configuration: Configuration): string {
  return JSON.stringify(
    space.parameters.map(({ name }) => {
      const value = configuration[name];
      return typeof value === 'number' ? Number(value.toPrecision(12)) : (value ?? null);
    }),
  );
}
