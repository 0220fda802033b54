/** A search space as one edits it. The server checks what it gets again; these checks are to show what is wrong where one types. */
import type { HparamValue, ParameterJson, SpaceJson } from '../../../server/plugins/hparams/contract.js';

export type ParameterType = ParameterJson['type'];
export type Condition = NonNullable<ParameterJson['when']>;
export type NumberParameter = Extract<ParameterJson, { low: number }>;

export const TYPE_WORDS: Readonly<Record<ParameterType, string>> = { float: 'Number', integer: 'Whole number', categorical: 'Choice', boolean: 'Yes or no' };

/** What a file holds: a space, or what is wrong with it in one sentence. */
export type ReadSpace = { readonly kind: 'space'; readonly space: SpaceJson } | { readonly kind: 'invalid'; readonly reason: string };

/** Of JSON that was parsed. Unknown fields are dropped. */
export function readSpace(json: unknown): ReadSpace {
  const list = isObject(json) ? json['parameters'] : undefined;
  if (!Array.isArray(list)) return { kind: 'invalid', reason: 'A search space is {"parameters": […]}.' };
  const parameters: ParameterJson[] = [];
  for (const item of list as readonly unknown[]) {
    const parameter = readParameter(item);
    if (parameter === null) return { kind: 'invalid', reason: `Parameter ${parameters.length + 1} needs a name, a type (float, integer, categorical, boolean) and its range or choices.` };
    parameters.push(parameter);
  }
  return { kind: 'space', space: { parameters } };
}

/** Of a file's text. */
export function parseSpace(text: string): ReadSpace {
  try {
    return readSpace(JSON.parse(text));
  } catch (error) {
    return { kind: 'invalid', reason: `Not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export const isNumber = (parameter: ParameterJson): parameter is NumberParameter => parameter.type === 'float' || parameter.type === 'integer';

/** The values of a parameter that has few; null of numbers. */
export function choicesOf(parameter: ParameterJson): readonly HparamValue[] | null {
  if (parameter.type === 'categorical') return parameter.choices;
  return parameter.type === 'boolean' ? [false, true] : null;
}

/** The same parameter with another type, keeping of its values what can be kept. */
export function withType(parameter: ParameterJson, type: ParameterType): ParameterJson {
  const { name, when } = parameter;
  const common = when === undefined ? { name } : { name, when };
  switch (type) {
    case 'boolean':
      return { ...common, type };
    case 'categorical':
      return { ...common, type, choices: choicesOf(parameter) ?? (isNumber(parameter) ? [...new Set([parameter.low, parameter.high])] : []) };
    case 'float':
    case 'integer': {
      const { low, high, log } = rangeOf(parameter);
      if (type === 'float') return { ...common, type, low, high, log };
      // Towards the inside, so that no value is in the range that was not; but the range does not turn round.
      return { ...common, type, low: Math.min(Math.ceil(low), Math.floor(high)), high: Math.max(Math.ceil(low), Math.floor(high)), log: log && Math.min(Math.ceil(low), Math.floor(high)) > 0 };
    }
  }
}

function rangeOf(parameter: ParameterJson): Pick<NumberParameter, 'low' | 'high' | 'log'> {
  if (isNumber(parameter)) return parameter;
  const numbers = (choicesOf(parameter) ?? []).filter((value) => typeof value === 'number');
  return numbers.length === 0 ? { low: 0, high: 1, log: false } : { low: Math.min(...numbers), high: Math.max(...numbers), log: false };
}

/** What is wrong with parameter `i`, '' when nothing is. The same rules as the server's. */
export function problemOf({ parameters }: SpaceJson, i: number): string {
  const parameter = parameters[i];
  if (parameter === undefined) return '';
  const { name, when } = parameter;
  if (name === '') return 'It needs a name.';
  if (parameters.some((other, k) => k < i && other.name === name)) return `There is another “${name}”.`;
  if (isNumber(parameter)) {
    const { low, high, log, type } = parameter;
    if (low > high) return 'The low end is above the high end.';
    if (type === 'integer' && !(Number.isSafeInteger(low) && Number.isSafeInteger(high))) return 'Both ends must be whole.';
    if (log && low <= 0) return 'On a log scale the low end must be above 0.';
  } else if (parameter.type === 'categorical' && parameter.choices.length === 0) return 'It needs at least one choice.';
  if (when === undefined) return '';
  if (when.values.length === 0) return `Say with which values of ${when.parameter} it exists.`;
  return conditionProblem(parameter, parameters);
}

/** '' when nothing is wrong with any parameter, else the first problem with its parameter's name. */
export function spaceProblem(space: SpaceJson): string {
  if (space.parameters.length === 0) return 'Nothing to search: add a hyperparameter.';
  for (let i = 0; i < space.parameters.length; i++) {
    const problem = problemOf(space, i);
    if (problem !== '') return `${space.parameters[i]?.name || `Hyperparameter ${i + 1}`}: ${problem}`;
  }
  return '';
}

function conditionProblem({ name, when }: ParameterJson, parameters: readonly ParameterJson[]): string {
  let at = when;
  for (let i = 0; at !== undefined && i <= parameters.length; i++) {
    const parent: string = at.parameter;
    if (parent === name) return 'It depends on itself.';
    const found = parameters.find((other) => other.name === parent);
    if (found === undefined) return `It depends on “${parent}”, which is not there.`;
    at = found.when;
  }
  return '';
}

/** The same parameter with a condition, or without one. */
export function withCondition(parameter: ParameterJson, when: Condition | null): ParameterJson {
  const { when: _, ...rest } = parameter;
  return when === null ? rest : { ...rest, when };
}

/** The space with another parameter in place of `i`. Conditions on it follow when its name changes. */
export function withParameter({ parameters }: SpaceJson, i: number, parameter: ParameterJson): SpaceJson {
  const before = parameters[i]?.name;
  const follow = (other: ParameterJson): ParameterJson => {
    const { when } = other;
    return when !== undefined && when.parameter === before ? { ...other, when: { ...when, parameter: parameter.name } } : other;
  };
  return { parameters: parameters.map((other, k) => (k === i ? parameter : follow(other))) };
}

/** The space without a parameter. What depended on it exists always from now on. */
export function withoutParameter({ parameters }: SpaceJson, i: number): SpaceJson {
  const name = parameters[i]?.name;
  return { parameters: parameters.filter((_, k) => k !== i).map((other) => (other.when?.parameter === name ? withCondition(other, null) : other)) };
}

/** The space with one more number, under a name that is free. */
export function withAnother({ parameters }: SpaceJson): SpaceJson {
  let n = parameters.length + 1;
  while (parameters.some(({ name }) => name === `parameter_${n}`)) n++;
  return { parameters: [...parameters, { name: `parameter_${n}`, type: 'float', low: 0, high: 1, log: false }] };
}

/** A parameter in a few words: "0.0001 to 0.1, log scale". */
export function parameterWords(parameter: ParameterJson, format: (value: HparamValue) => string): string {
  const { when } = parameter;
  const choices = choicesOf(parameter);
  const values = isNumber(parameter) ? `${format(parameter.low)} to ${format(parameter.high)}${parameter.log ? ', log scale' : ''}` : (choices ?? []).map(format).join(', ');
  return when === undefined ? values : `${values}; with ${when.parameter} ${when.values.map(format).join(' or ')}`;
}

/**
 * Values as one types them between commas: numbers and true or false are what they look like; quotes make text of them, and may hold
 * commas. What is empty is left out, as are repetitions.
 */
export function parseValues(text: string): HparamValue[] {
  const words = text.match(/\s*"(?:[^"\\]|\\.)*"(?=\s*(?:,|$))|[^,]+/g) ?? [];
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== '').map(parseValue))];
}

function parseValue(word: string): HparamValue {
  if (word === 'true' || word === 'false') return word === 'true';
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word) && Number.isFinite(Number(word))) return Number(word);
  if (!word.startsWith('"')) return word;
  try {
    const value: unknown = JSON.parse(word);
    return typeof value === 'string' ? value : word;
  } catch {
    return word;
  }
}

/** So that `parseValues` gives the same values. */
export function valuesText(values: readonly HparamValue[]): string {
  return values.map((value) => (typeof value === 'string' && (parseValues(value).length !== 1 || parseValues(value)[0] !== value) ? JSON.stringify(value) : String(value))).join(', ');
}

function readParameter(item: unknown): ParameterJson | null {
  if (!isObject(item) || typeof item['name'] !== 'string') return null;
  const { name, type, low, high, choices } = item;
  const when = readCondition(item['when']);
  if (when === 'invalid') return null;
  const common = when === null ? { name } : { name, when };
  switch (type) {
    case 'boolean':
      return { ...common, type };
    case 'categorical':
      return isValues(choices) ? { ...common, type, choices: [...new Set(choices)] } : null;
    case 'float':
    case 'integer':
      return Number.isFinite(low) && Number.isFinite(high) ? { ...common, type, low: low as number, high: high as number, log: item['log'] === true } : null;
    default:
      return null;
  }
}

function readCondition(when: unknown): Condition | null | 'invalid' {
  if (when === undefined || when === null) return null;
  if (!isObject(when) || typeof when['parameter'] !== 'string' || !isValues(when['values'])) return 'invalid';
  return { parameter: when['parameter'], values: when['values'] };
}

const isValues = (values: unknown): values is HparamValue[] => Array.isArray(values) && values.every((value) => typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value));
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
