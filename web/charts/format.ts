/** Numbers and times as people read them. Minus is U+2212; every figure is meant for tabular digits. */
import type { Axis } from './line.js';

const MINUS = '\u2212';
const THIN = '\u202f';

const signed = (text: string): string => text.replace('-', MINUS);
const word = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : `${MINUS}∞`);

/** A value in a tooltip or table: five significant digits (or as many as asked for), exponent outside [1e-4, 1e7). */
export function formatValue(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return word(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) return signed(value.toExponential(digits - 2).replace(/\.?0+e/, 'e').replace('e+', 'e'));
  if (Number.isInteger(value)) return formatInteger(value);
  return signed(String(Number(value.toPrecision(digits))));
}

/** An integer with thousands separated by commas. */
export const formatInteger = (value: number): string => (Number.isFinite(value) ? signed(Math.round(value).toLocaleString('en-US')) : word(value));

/** A count in words of four characters or so: 812, 4,096, 12.3 k, 1.2 M. */
export function formatCount(count: number): string {
  if (count < 10_000) return formatInteger(count);
  const [scale, unit] = count < 999_500 ? [1e3, 'k'] : count < 999_500_000 ? [1e6, 'M'] : [1e9, 'G'];
  const scaled = count / scale;
  return `${scaled < 100 ? Number(scaled.toFixed(1)) : Math.round(scaled)}${THIN}${unit}`;
}

/** A tick label, with as many decimals as its distance to the next one needs. */
export function formatTick(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    const digits = Math.max(0, Math.min(12, Math.floor(Math.log10(size)) - Math.floor(Math.log10(step) + 1e-9)));
    return signed(value.toExponential(digits).replace('e+', 'e'));
  }
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)));
  const text = value.toFixed(decimals);
  return signed(size >= 10_000 ? text.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : text);
}

/** A power of ten or another tick of a log axis: 0.01, 1, 100, 1e6. */
export function formatLogTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) return signed(value.toExponential().replace('e+', 'e').replace(/^(\d)\.0+e/, '$1e'));
  return String(Number(value.toPrecision(6)));
}

/** A tick of a step axis: 500, 1k, 2.5M. */
export function formatStepTick(step: number): string {
  const size = Math.abs(step);
  for (const [scale, unit] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const) {
    if (size >= scale && Number((step / scale).toPrecision(6)) * scale === step) return `${signed(String(Number((step / scale).toPrecision(6))))}${unit}`;
  }
  return size < 1e6 ? signed(String(Number(step.toPrecision(9)))) : formatInteger(step);
}

const UNITS = [
  { seconds: 31_536_000, name: 'yr' },
  { seconds: 86_400, name: 'day' },
  { seconds: 3600, name: 'hr' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
] as const;

/** A duration on an axis, in the largest unit it is even in: 0, 30 s, 2 min, 1.5 hr, 3 day. */
export function formatRelativeTick(seconds: number): string {
  if (seconds === 0) return '0';
  const size = Math.abs(seconds);
  for (const unit of UNITS) {
    const inUnit = Number((seconds / unit.seconds).toPrecision(6));
    if (size >= unit.seconds && Number.isInteger(inUnit * 10)) return `${signed(String(inUnit))} ${unit.name}`;
  }
  return size < 1 ? `${signed(String(Number((seconds * 1000).toPrecision(4))))} ms` : `${signed(String(Number(seconds.toPrecision(4))))} s`;
}

/** A duration in two units: 850 ms, 12.4 s, 3 min 20 s, 5 hr 12 min, 2 day 3 hr. */
export function formatRelative(seconds: number): string {
  if (!Number.isFinite(seconds)) return word(seconds);
  const sign = seconds < 0 ? MINUS : '';
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 1) return `${sign}${Number((size * 1000).toPrecision(3))} ms`;
  if (size < 60) return `${sign}${Number(size.toPrecision(3))} s`;
  const at = UNITS.findIndex((unit) => size >= unit.seconds);
  const unit = UNITS[at] as (typeof UNITS)[number];
  const smaller = UNITS[at + 1] as (typeof UNITS)[number];
  const rest = Math.floor((size % unit.seconds) / smaller.seconds);
  return `${sign}${Math.floor(size / unit.seconds)} ${unit.name}${rest === 0 ? '' : ` ${rest} ${smaller.name}`}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A wall time in local time: 25 Nov 14:05:09. '' when it is not a time. */
export function formatWall(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A tick of a wall axis says what changed: the year, the day, the minute or the second. */
export function formatWallTick(seconds: number, step: number): string {
  const date = new Date(seconds * 1000);
  if (step < 1) return `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')} s`;
  const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (step >= 86_400 * 365 || (midnight && date.getDate() === 1 && date.getMonth() === 0)) return String(date.getFullYear());
  if (step >= 86_400 || midnight) return `${date.getDate()} ${MONTHS[date.getMonth()]}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}${step < 60 ? `:${two(date.getSeconds())}` : ''}`;
}

/** An x value where it is read exactly: in a cursor's label, a selection, a sentence. */
export function formatX(value: number, axis: Axis): string {
  if (axis === 'step') return Number.isInteger(value) ? formatInteger(value) : formatValue(value);
  return axis === 'relative' ? formatRelative(value) : formatWall(value);
}
