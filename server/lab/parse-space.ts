/**
 * Search spaces from outside: JSON that a person edited, and what the trials so far suggest.
 */
import type { Configuration, Parameter, SearchSpace, Value } from './space.js';

/** A space, or one sentence about the first thing wrong with it. */
export type ParsedSpace = { readonly kind: 'space'; readonly space: SearchSpace } | { readonly kind: 'invalid'; readonly reason: string };

/** Most parameters and choices a space may have; past it the models say nothing useful. */
const MOST_PARAMETERS = 50;
const MOST_CHOICES = 100;
/** Of all parameters together: each is a feature to the model. */
const MOST_CHOICES_TOGETHER = 500;
/** More different texts than this are names or notes, nothing to choose among. */
const MOST_INFERRED_CHOICES = 20;

/** Checks a space given as JSON: `{"parameters": [{"name", "type", …}]}`. */
export function parseSpace(json: unknown): ParsedSpace {
  const list = isRecord(json) ? json['parameters'] : undefined;
  if (!Array.isArray(list) || list.length === 0) return invalid('a search space needs a non-empty list "parameters"');
  if (list.length > MOST_PARAMETERS) return invalid(`a search space has at most ${MOST_PARAMETERS} parameters, not ${list.length}`);
  const parameters: Parameter[] = [];
  for (const item of list as unknown[]) {
    const parsed = parseParameter(item);
    if (typeof parsed === 'string') return invalid(parsed);
    if (parameters.some(({ name }) => name === parsed.name)) return invalid(`parameter "${parsed.name}" is named twice`);
    parameters.push(parsed);
  }
  const together = parameters.reduce((sum, parameter) => sum + (parameter.type === 'categorical' ? parameter.choices.length : 0), 0);
  if (together > MOST_CHOICES_TOGETHER) return invalid(`a search space has at most ${MOST_CHOICES_TOGETHER} choices in all, not ${together}`);
  for (const { name, when } of parameters) {
    if (!when) continue;
    if (when.parameter === name || !parameters.some((other) => other.name === when.parameter)) {
      return invalid(`parameter "${name}" depends on "${when.parameter}", which is not another parameter of this space`);
    }
  }
  const looped = parameters.find((parameter) => dependsOnItself(parameter, parameters));
  if (looped) return invalid(`parameter "${looped.name}" depends on itself in a circle`);
  return { kind: 'space', space: { parameters } };
}

const invalid = (reason: string): ParsedSpace => ({ kind: 'invalid', reason });
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isValue = (value: unknown): value is Value =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

function dependsOnItself(parameter: Parameter, parameters: readonly Parameter[]): boolean {
  let at: Parameter | undefined = parameter;
  for (let i = 0; at?.when && i <= parameters.length; i++) {
    const parent: string = at.when.parameter;
    if (parent === parameter.name) return true;
    at = parameters.find(({ name }) => name === parent);
  }
  return false;
}

/** One parameter, or what is wrong with it. */
function parseParameter(item: unknown): Parameter | string {
  if (!isRecord(item)) return 'each parameter is an object with "name" and "type"';
  const { name, type, low, high, choices } = item;
  if (typeof name !== 'string' || name === '') return 'each parameter needs a "name"';
  const when = parseCondition(name, item['when']);
  if (typeof when === 'string') return when;
  const common = when ? { name, when } : { name };
  switch (type) {
    case 'boolean':
      return { ...common, type };
    case 'categorical': {
      if (!Array.isArray(choices) || choices.length === 0 || !choices.every(isValue)) {
        return `parameter "${name}" needs "choices": a non-empty list of numbers, strings or booleans`;
      }
      const distinct = [...new Set(choices)];
      if (distinct.length > MOST_CHOICES) return `parameter "${name}" has ${distinct.length} choices, at most ${MOST_CHOICES} are possible`;
      return { ...common, type, choices: distinct };
    }
    case 'float':
    case 'integer': {
      const log = item['log'] === true;
      if (typeof low !== 'number' || typeof high !== 'number' || !Number.isFinite(low) || !Number.isFinite(high)) {
        return `parameter "${name}" needs the numbers "low" and "high"`;
      }
      if (low > high) return `parameter "${name}" has low ${low} above high ${high}`;
      if (type === 'integer' && !(Number.isSafeInteger(low) && Number.isSafeInteger(high))) {
        return `parameter "${name}" is an integer, but its range ${low} to ${high} is not`;
      }
      if (log && low <= 0) return `parameter "${name}" has a log scale, so its low end must be above 0, not ${low}`;
      return { ...common, type, low, high, log };
    }
    default:
      return `parameter "${name}" needs a "type": float, integer, categorical or boolean`;
  }
}

function parseCondition(name: string, when: unknown): Parameter['when'] | string {
  if (when === undefined || when === null) return undefined;
  const values = isRecord(when) ? when['values'] : undefined;
  if (!isRecord(when) || typeof when['parameter'] !== 'string' || !Array.isArray(values) || !values.every(isValue)) {
    return `parameter "${name}" has a condition that is not {"parameter": name, "values": [...]}`;
  }
  return { parameter: when['parameter'], values };
}

/** What a log declares about a hyperparameter (TensorFlow's HParams API); it goes before what the trials suggest. */
export interface DeclaredDomain {
  readonly discrete?: readonly Value[];
  readonly interval?: { readonly low: number; readonly high: number };
}

/**
 * A space that holds every trial so far. Declared domains are taken as they are; else numbers become a range (integers when all are
 * whole and there are more than two, on a log scale when positive and spanning two decades), 0 and 1 alone and everything else a
 * choice. Left out are hyperparameters that never differ, texts of more than 20 kinds (they name a trial), and beyond 50 those that
 * the fewest trials have.
 */
export function inferSpace(trials: readonly Configuration[], declared: ReadonlyMap<string, DeclaredDomain> = new Map()): SearchSpace {
  const seen = new Map<string, { readonly values: Set<Value>; trials: number }>([...declared.keys()].map((name) => [name, { values: new Set(), trials: 0 }]));
  for (const trial of trials) {
    for (const [name, value] of Object.entries(trial)) {
      const known = seen.get(name) ?? { values: new Set<Value>(), trials: 0 };
      known.values.add(value);
      known.trials++;
      seen.set(name, known);
    }
  }
  const found = [...seen].flatMap(([name, { values, trials: count }]) => {
    const parameter = inferParameter(name, [...values], declared.get(name));
    return parameter === null ? [] : [{ parameter, count }];
  });
  if (found.length <= MOST_PARAMETERS) return { parameters: found.map(({ parameter }) => parameter) };
  const most = new Set([...found].sort((a, b) => b.count - a.count).slice(0, MOST_PARAMETERS));
  return { parameters: found.filter((one) => most.has(one)).map(({ parameter }) => parameter) };
}

/** Null when there is nothing to search. */
function inferParameter(name: string, values: Value[], domain: DeclaredDomain | undefined): Parameter | null {
  if (domain?.interval) return numeric(name, [domain.interval.low, domain.interval.high], values);
  if (domain?.discrete && domain.discrete.length > 0) return choice(name, domain.discrete);
  if (values.length < 2) return null;
  const numbers = values.filter((value) => typeof value === 'number');
  // torch writes booleans as 0 and 1, and a half of one is nothing to try.
  if (values.length === 2 && values.includes(0) && values.includes(1)) return choice(name, [0, 1]);
  if (numbers.length === values.length) return numeric(name, numbers, values);
  return values.length > MOST_INFERRED_CHOICES ? null : choice(name, values.sort(byValue));
}

/** One order whatever trial came first: numbers, then booleans, then text. */
function byValue(a: Value, b: Value): number {
  if (typeof a === 'string' || typeof b === 'string') return typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'string' ? 1 : -1;
  return typeof a === typeof b ? Number(a) - Number(b) : typeof a === 'number' ? -1 : 1;
}

function choice(name: string, values: readonly Value[]): Parameter {
  if (values.length <= 2 && values.every((value) => typeof value === 'boolean')) return { name, type: 'boolean' };
  return { name, type: 'categorical', choices: values.slice(0, MOST_CHOICES) };
}

function numeric(name: string, range: readonly number[], seen: readonly Value[]): Parameter {
  const low = range.reduce((a, b) => Math.min(a, b), Infinity);
  const high = range.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = low > 0 && high / low >= 100;
  const whole = Number.isSafeInteger(low) && Number.isSafeInteger(high) && seen.every((value) => Number.isSafeInteger(value));
  if (whole && high - low >= 1 && (seen.length > 2 || high - low > 1)) return { name, type: 'integer', low, high, log };
  return { name, type: 'float', low, high, log };
}
