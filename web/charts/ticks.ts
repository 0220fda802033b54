/** Where ticks stand, and what they say: three to six of them on every kind of axis. */
import { formatLogTick, formatRelativeTick, formatStepTick, formatTick, formatWallTick } from './format.js';
import type { Axis } from './line.js';
import type { Domain, ScaleKind } from './projection.js';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Ticks of a y axis, at most `most`. */
export function yTicks(domain: Domain, kind: ScaleKind, most: number): Tick[] {
  if (kind === 'log') return logTicks(domain, most).map((value) => ({ value, label: formatLogTick(value) }));
  const step = niceStep(domain, most, [1, 2, 5, 10]);
  return every(domain, step).map((value) => ({ value, label: formatTick(value, step) }));
}

/** Ticks of an x axis, at most `most`. */
export function xTicks(domain: Domain, axis: Axis, options: { readonly kind: ScaleKind; readonly most: number }): Tick[] {
  const { kind, most } = options;
  if (kind === 'log') {
    const format = axis === 'step' ? formatStepTick : axis === 'relative' ? formatRelativeTick : formatLogTick;
    return logTicks(domain, most).map((value) => ({ value, label: format(value) }));
  }
  if (axis === 'wall') return wallTicks(domain, most);
  if (axis === 'relative') {
    const step = stepOf(RELATIVE_STEPS, domain, most);
    return every(domain, step).map((value) => ({ value, label: formatRelativeTick(value) }));
  }
  const step = niceStep(domain, most, [1, 2, 5, 10]);
  const values = every(domain, domain.max - domain.min > 1 ? Math.max(1, step) : step);
  const labels = stepLabels(values);
  return values.map((value, i) => ({ value, label: labels[i] as string }));
}

/** The longest label of a step that still leaves its neighbours room: 1,234,567. */
const LONGEST_STEP = 9;

/** Labels of steps: exact while short, else rounded, and where rounded ones are alike (1.1T and 1.1T) counted from the first: 1.1T, +1k, +2k. */
function stepLabels(values: readonly number[]): string[] {
  const exact = values.map(formatStepTick);
  if (exact.every((label) => label.length <= LONGEST_STEP)) return exact;
  const rounded = values.map((value) => formatStepTick(Number(value.toPrecision(4))));
  if (new Set(rounded).size === rounded.length) return rounded;
  return rounded.map((label, i) => (i === 0 ? label : `+${formatStepTick((values[i] as number) - (values[0] as number))}`));
}

/** Decades, thinned evenly when there are many; 1-2-5 or even steps when the domain is narrower than that. */
export function logTicks(domain: Domain, most: number): number[] {
  const first = Math.ceil(Math.log10(domain.min) - 1e-9);
  const last = Math.floor(Math.log10(domain.max) + 1e-9);
  const decades = last - first + 1;
  if (decades >= 3) {
    const stride = Math.ceil(decades / most);
    const ticks: number[] = [];
    for (let power = Math.ceil(first / stride) * stride; power <= last; power += stride) ticks.push(Number(`1e${power}`));
    return ticks;
  }
  const ticks: number[] = [];
  for (let power = first - 1; power <= last; power++) {
    for (const mantissa of [1, 2, 5]) {
      const value = Number(`${mantissa}e${power}`);
      if (value >= domain.min * (1 - 1e-9) && value <= domain.max * (1 + 1e-9)) ticks.push(value);
    }
  }
  if (ticks.length > most) return ticks.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9))));
  return ticks.length >= 2 ? ticks : every(domain, niceStep(domain, most, [1, 2, 5, 10]));
}

/** The smallest step of the form mantissa × 10^k that gives at most `most` ticks. */
export function niceStep(domain: Domain, most: number, mantissas: readonly number[]): number {
  const rough = (domain.max - domain.min) / Math.max(1, most);
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = Math.floor(Math.log10(rough));
  for (const mantissa of mantissas) {
    const step = Number(`${mantissa}e${power}`);
    if (step >= rough * (1 - 1e-9)) return step;
  }
  return Number(`1e${power + 1}`);
}

/** Multiples of `step` within the domain; bounded, so that no domain can make it run away. */
function every(domain: Domain, step: number): number[] {
  // Plus zero: the ceiling of a small negative number is −0.
  const first = Math.ceil(domain.min / step - 1e-6) + 0;
  const last = Math.floor(domain.max / step + 1e-6);
  const ticks: number[] = [];
  // Division by the inverse keeps 0.3 from becoming 0.30000000000000004.
  const inverse = step < 1 ? Math.round(1 / step) : 0;
  for (let i = first; i <= last && ticks.length < 50; i++) ticks.push(inverse > 0 ? i / inverse : i * step);
  return ticks;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const RELATIVE_STEPS = [
  1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 20 * DAY, 50 * DAY, 100 * DAY, 365 * DAY,
];
const WALL_STEPS = [1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

function stepOf(steps: readonly number[], domain: Domain, most: number): number {
  const span = domain.max - domain.min;
  if (span < (steps[0] as number) * 2) return niceStep(domain, most, [1, 2, 5, 10]);
  return steps.find((step) => span / step <= most) ?? niceStep(domain, most, [1, 2, 5, 10]);
}

/** Ticks at local times people know: full hours, midnights, firsts of months. */
function wallTicks(domain: Domain, most: number): Tick[] {
  const span = domain.max - domain.min;
  if (span > 14 * DAY * most) return monthTicks(domain, most);
  const step = stepOf(WALL_STEPS, domain, most);
  // Aligned to local midnight of the first day: multiples of the epoch would stand at odd hours in most time zones.
  const start = new Date(domain.min * 1000);
  start.setHours(0, 0, 0, 0);
  const base = start.getTime() / 1000;
  const ticks: Tick[] = [];
  for (let i = Math.ceil((domain.min - base) / step - 1e-6); ticks.length < 50; i++) {
    let value = base + i * step;
    if (step >= DAY) {
      const day = new Date(start);
      day.setDate(start.getDate() + (i * step) / DAY);
      value = day.getTime() / 1000;
    }
    if (value > domain.max + step * 1e-6) break;
    ticks.push({ value, label: formatWallTick(value, step) });
  }
  return ticks;
}

function monthTicks(domain: Domain, most: number): Tick[] {
  const months = (domain.max - domain.min) / (30.4 * DAY);
  const stride = MONTH_STEPS.find((step) => months / step <= most) ?? Math.ceil(months / most / 120) * 120;
  const start = new Date(domain.min * 1000);
  const ticks: Tick[] = [];
  let month = Math.ceil((start.getFullYear() * 12 + start.getMonth()) / stride) * stride;
  for (let guard = 0; guard < 100; guard++, month += stride) {
    const value = new Date(Math.floor(month / 12), month % 12, 1).getTime() / 1000;
    if (value > domain.max) break;
    if (value >= domain.min) ticks.push({ value, label: formatWallTick(value, stride >= 12 ? 365 * DAY : 30 * DAY) });
  }
  return ticks;
}
