/** What the lab's parts say. */
import type { ContourAnswer, HparamValue, LabAnswer, MetricName, ProgressAnswer, SliceAnswer } from '../../../server/plugins/hparams/contract.js';
import { formatInteger, formatValue } from '../../charts/format.js';

export const metricWords = ({ group, tag }: MetricName): string => (group === '' ? tag : `${group}/${tag}`);

/** A hyperparameter's value to read; '–' where it does not exist. */
export function valueText(value: HparamValue | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? formatValue(value, 4) : String(value);
}

/** With a capital in front and a stop at the end, as the server's notes are not. */
export function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

const trialsWords = (count: number): string => `${formatInteger(count)} ${count === 1 ? 'trial' : 'trials'}`;

/** "24 finished trials, 1 failed, 2 running". */
export function evidenceWords({ finished, failed, running }: Pick<LabAnswer, 'finished' | 'failed' | 'running'>): string {
  const parts = [`${formatInteger(finished)} finished ${finished === 1 ? 'trial' : 'trials'}`];
  if (failed > 0) parts.push(`${formatInteger(failed)} failed`);
  if (running > 0) parts.push(`${formatInteger(running)} running`);
  return parts.join(', ');
}

const SPACE_FROM = { request: 'edited by hand', declared: 'as the logs declare it', inferred: 'inferred from the trials' } as const;

export const spaceFromWords = (from: LabAnswer['spaceFrom']): string => SPACE_FROM[from];

/** What a slice's chart shows, for those who do not see it. */
export function sliceLabel({ parameter, metric, x, mean, maximum, points }: SliceAnswer): string {
  const [first, last] = [x[0], x[x.length - 1]];
  const expected = mean.filter(Number.isFinite);
  const range = expected.length === 0 ? '' : `, expected ${formatValue(Math.min(...expected), 3)} to ${formatValue(Math.max(...expected), 3)}`;
  return `${metricWords(metric)} along ${parameter}, ${valueText(first)} to ${valueText(last)}${range}; ${trialsWords(points.value.length)}; most worth a try at ${valueText(x[maximum])}`;
}

/** What is read at one x of a slice. */
export function sliceReading({ parameter, metric, x, mean, deviation, acquisition }: SliceAnswer, i: number, acquisitionName: string): string {
  return `${parameter} ${valueText(x[i])}: ${metricWords(metric)} ${formatValue(mean[i] ?? Number.NaN, 4)} ± ${formatValue(deviation[i] ?? Number.NaN, 2)}, ${acquisitionName} ${formatValue(acquisition[i] ?? Number.NaN, 3)}`;
}

export function contourLabel({ metric, points }: ContourAnswer, what: 'mean' | 'uncertainty', { x, y }: { readonly x: string; readonly y: string }): string {
  return `${what === 'mean' ? 'Expected' : 'Uncertainty of'} ${metricWords(metric)} over ${x} and ${y}, ${trialsWords(points.value.length)}`;
}

export function progressLabel({ metric, best, value, goal }: ProgressAnswer): string {
  const last = best[best.length - 1];
  return `Best ${metricWords(metric)} so far (${goal === 'maximize' ? 'greater' : 'smaller'} is better) over ${trialsWords(value.length)}${last === undefined ? '' : `, now ${formatValue(last, 4)}`}`;
}
