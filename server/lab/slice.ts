/**
 * Sections through a model: one parameter varied while the others stand still, or two. What the textbook draws: mean,
 * deviation, and beneath them what the acquisition function makes of it.
 */
import { expectedImprovement, probabilityOfImprovement, upperConfidenceBound, type AcquisitionName, type Prediction } from './acquisition.js';
import type { Model } from './model.js';
import { choicesOf, configurationAt, featuresOf, newConfiguration, unitOf, valueAt, type Configuration, type Parameter, type SearchSpace, type Value } from './space.js';

/** Values of a parameter from one end of its range to the other: each choice, each whole number while they are few, else `most` points evenly on its scale. */
export function valuesAlong(parameter: Parameter, most: number): Value[] {
  const choices = choicesOf(parameter);
  if (choices) return [...choices];
  const { type, low, high } = parameter as Extract<Parameter, { low: number }>;
  if (low === high) return [low];
  if (type === 'integer' && high - low < most) return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const values = Array.from({ length: most }, (_, i) => valueAt(parameter, i / (most - 1)));
  return [...new Set(values)];
}

/** The space's whole configuration with these values; what is missing or no value of its parameter stands in the middle of its range. */
export function completed(space: SearchSpace, values: Configuration): Configuration {
  const units = space.parameters.map((parameter) => unitOf(parameter, values[parameter.name]) ?? 0.5);
  const whole = Object.assign(newConfiguration(), configurationAt(space, units));
  // Numbers go through the unit cube and back: what was given is kept as it was, unless it lay outside.
  for (const [name, value] of Object.entries(whole)) {
    const given = values[name];
    if (typeof given === 'number' && typeof value === 'number' && Math.abs(given - value) <= 1e-9 * Math.abs(value)) whole[name] = given;
  }
  return whole;
}

/** `at` with some values replaced: parameters whose condition is then not met are absent, and those it newly meets stand in the middle. */
export function replaced(space: SearchSpace, at: Configuration, values: Configuration): Configuration {
  return completed(space, Object.assign(newConfiguration(), at, values));
}

export interface Slice {
  readonly x: readonly Value[];
  /** In the metric's own unit and direction, here and below. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly acquisition: readonly number[];
  /** Index of the acquisition function's maximum, the first of equals. */
  readonly maximum: number;
}

export interface SliceOptions {
  readonly at: Configuration;
  readonly acquisition: AcquisitionName;
  /** As in `SuggestRequest`. */
  readonly exploration: number;
}

const SLICE_POINTS = 129;

/** Along one parameter. */
export function sliceOf(space: SearchSpace, model: Model, { parameter, at, acquisition, exploration }: SliceOptions & { readonly parameter: Parameter }): Slice {
  const x = valuesAlong(parameter, SLICE_POINTS);
  const inside = model.predictMany(x.map((value) => replaced(space, at, { [parameter.name]: value })));
  const metric = inside.map((prediction) => model.inMetric(prediction));
  const trust = 4 ** (2 * exploration - 1);
  const worth = inside.map(({ mean, deviation }) => worthOf({ mean, deviation: deviation * trust }, model, acquisition));
  return {
    x,
    mean: metric.map(({ mean }) => mean),
    deviation: metric.map(({ deviation }) => deviation),
    acquisition: worth,
    maximum: worth.reduce((best, value, i) => (value > (worth[best] as number) ? i : best), 0),
  };
}

/** What an acquisition function says, as a person reads it: an improvement in the metric's unit, a bound in its unit above the mean of all trials, a probability. Higher is better. */
function worthOf(prediction: Prediction, { best, scale }: Model, acquisition: AcquisitionName): number {
  switch (acquisition) {
    case 'expected-improvement':
      return expectedImprovement(prediction, best) * scale;
    case 'upper-confidence-bound':
      return upperConfidenceBound(prediction, 2) * scale;
    case 'probability-of-improvement':
      return probabilityOfImprovement(prediction, best, 0.01);
  }
}

export interface Contour {
  readonly x: readonly Value[];
  readonly y: readonly Value[];
  /** Row by row: the value at (x[i], y[j]) is number `j * x.length + i`. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Over two parameters, `size` points along each. */
export function contourOf(space: SearchSpace, model: Model, { x, y, at, size }: { readonly x: Parameter; readonly y: Parameter; readonly at: Configuration; readonly size: number }): Contour {
  const [across, up] = [valuesAlong(x, size), valuesAlong(y, size)];
  const configurations = up.flatMap((second) => across.map((first) => replaced(space, at, { [x.name]: first, [y.name]: second })));
  const predictions = model.predictMany(configurations).map((prediction) => model.inMetric(prediction));
  return { x: across, y: up, mean: predictions.map(({ mean }) => mean), deviation: predictions.map(({ deviation }) => deviation) };
}

/** How far a configuration is from `at` in the parameters other than `along`: 0 lies in the section. */
export function distanceFrom(space: SearchSpace, configuration: Configuration, { at, along }: { readonly at: Configuration; readonly along: readonly string[] }): number {
  const others: SearchSpace = { parameters: space.parameters.filter(({ name }) => !along.includes(name)) };
  const [a, b] = [featuresOf(others, configuration), featuresOf(others, at)];
  return Math.hypot(...a.map((value, i) => value - (b[i] as number)));
}
