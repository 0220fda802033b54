/** The lab's requests (`contract.ts`), parsed, with their defaults filled in. */
import { failure } from '../../errors.js';
import { parseSpace } from '../../lab/parse-space.js';
import type { SearchSpace } from '../../lab/space.js';
import { number, word, type Fields } from '../parse-request.js';
import type { AcquisitionName, ConfigurationJson, Goal, HparamValue, MetricName, Strategy } from './contract.js';
import type { Rule } from './values.js';

export interface LabQuery extends Rule {
  readonly metric: MetricName | string;
  /** null: by the metric's name. */
  readonly goal: Goal | null;
  readonly space: SearchSpace | null;
  readonly seed: number;
}
export interface SuggestQuery extends LabQuery {
  readonly strategy: Strategy;
  readonly count: number;
  readonly acquisition: AcquisitionName;
  readonly exploration: number;
  readonly gridPoints: number;
}
export interface SliceQuery extends LabQuery {
  readonly parameter: string;
  readonly at: ConfigurationJson;
  readonly acquisition: AcquisitionName;
  readonly exploration: number;
}
export interface ContourQuery extends LabQuery {
  readonly x: string;
  readonly y: string;
  readonly at: ConfigurationJson;
  readonly size: number;
}
export interface ParetoQuery extends Rule {
  readonly metrics: readonly [MetricName | string, MetricName | string];
  readonly goals: readonly [Goal, Goal] | null;
}

export const STRATEGIES: readonly Strategy[] = ['grid', 'random', 'quasi-random', 'bayes'];
export const ACQUISITIONS: readonly AcquisitionName[] = ['expected-improvement', 'upper-confidence-bound', 'probability-of-improvement'];
export const GOALS: readonly Goal[] = ['maximize', 'minimize'];
/** Each proposal after the first takes a little longer, and nobody starts more at a time. */
export const MOST_PROPOSALS = 20;

export function parseRule(fields: Fields): Rule {
  return { value: word(fields, 'value', { words: ['last', 'min', 'max', 'mean'] }) ?? 'last', lastK: whole(fields, 'lastK', { least: 1, most: 1_000_000, absent: 5 }) };
}

export function parseLab(fields: Fields): LabQuery {
  return {
    ...parseRule(fields),
    metric: metric(fields['metric']),
    goal: word(fields, 'goal', { words: GOALS }) ?? null,
    space: space(fields['space']),
    seed: whole(fields, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER - 1, absent: 0 }),
  };
}

export function parseSuggest(fields: Fields): SuggestQuery {
  return {
    ...parseLab(fields),
    strategy: word(fields, 'strategy', { words: STRATEGIES }) ?? 'bayes',
    count: whole(fields, 'count', { least: 1, most: MOST_PROPOSALS, absent: 1 }),
    gridPoints: whole(fields, 'gridPoints', { least: 1, most: 100, absent: 5 }),
    ...taste(fields),
  };
}

export function parseSlice(fields: Fields): SliceQuery {
  return { ...parseLab(fields), parameter: name(fields, 'parameter'), at: configuration(fields['at']), ...taste(fields) };
}

export function parseContour(fields: Fields): ContourQuery {
  const [x, y] = [name(fields, 'x'), name(fields, 'y')];
  if (x === y) throw failure('invalid-argument', 'x and y must be two hyperparameters.');
  return { ...parseLab(fields), x, y, at: configuration(fields['at']), size: whole(fields, 'size', { least: 2, most: 64, absent: 33 }) };
}

export function parsePareto(fields: Fields): ParetoQuery {
  const metrics = fields['metrics'];
  if (!Array.isArray(metrics) || metrics.length !== 2) throw failure('invalid-argument', 'metrics must be a list of two metrics.');
  const goals = fields['goals'] ?? null;
  if (goals !== null && !(Array.isArray(goals) && goals.length === 2 && goals.every((goal) => (GOALS as unknown[]).includes(goal)))) {
    throw failure('invalid-argument', 'goals must be a list of two of maximize, minimize.');
  }
  return { ...parseRule(fields), metrics: [metric(metrics[0]), metric(metrics[1])], goals: goals as ParetoQuery['goals'] };
}

const taste = (fields: Fields): { readonly acquisition: AcquisitionName; readonly exploration: number } => ({
  acquisition: word(fields, 'acquisition', { words: ACQUISITIONS }) ?? 'expected-improvement',
  exploration: number(fields, 'exploration', { least: 0, most: 1 }) ?? 0.5,
});

function whole(fields: Fields, field: string, { least, most, absent }: { readonly least: number; readonly most: number; readonly absent: number }): number {
  const value = number(fields, field, { least, most }) ?? absent;
  if (!Number.isInteger(value)) throw failure('invalid-argument', `${field} must be a whole number.`);
  return value;
}

function name(fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string') throw failure('invalid-argument', `${field} must name a hyperparameter.`);
  return value;
}

function metric(value: unknown): MetricName | string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'object' && value !== null && 'tag' in value && typeof value.tag === 'string') {
    const group = 'group' in value ? value.group : '';
    if (typeof group === 'string') return { group, tag: value.tag };
  }
  throw failure('invalid-argument', 'metric must be a name, or an object with tag and group.');
}

function space(value: unknown): SearchSpace | null {
  if (value === undefined || value === null) return null;
  const parsed = parseSpace(value);
  if (parsed.kind === 'invalid') throw failure('invalid-argument', `space: ${parsed.reason}.`);
  return parsed.space;
}

function configuration(value: unknown): ConfigurationJson {
  if (value === undefined || value === null) return {};
  const valid = (item: unknown): item is HparamValue => typeof item === 'string' || typeof item === 'boolean' || (typeof item === 'number' && Number.isFinite(item));
  if (typeof value !== 'object' || Array.isArray(value) || !Object.values(value).every(valid)) throw failure('invalid-argument', 'at must be an object of numbers, strings and booleans.');
  return value as ConfigurationJson;
}
