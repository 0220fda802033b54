import { describe, expect, test } from 'vitest';
import { Projection } from '../../../web/charts/projection.js';
import { dragAxes, dragRectangle, isDomain, pan, pinch, WHOLE, wheelFactor, zoomAround, zoomTo } from '../../../web/charts/zoom.js';

const x = new Projection('linear', { min: 0, max: 100 }, { from: 0, to: 200 });
const y = new Projection('linear', { min: 0, max: 10 }, { from: 100, to: 0 });
const log = new Projection('log', { min: 1, max: 10_000 }, { from: 0, to: 400 });

describe('projection', () => {
  test('goes there and back', () => {
    for (const value of [0, 37.5, 100, -20]) expect(x.value(x.pixel(value))).toBeCloseTo(value);
    for (const value of [1, 50, 10_000]) expect(log.value(log.pixel(value))).toBeCloseTo(value);
  });
  test('has decades of equal width on a log axis', () => expect([1, 10, 100].map((value) => log.pixel(value))).toEqual([0, 100, 200]));
  test('answers no pixel for what a log axis cannot show', () => expect([log.pixel(0), log.pixel(-1)].map(Number.isFinite)).toEqual([false, false]));
});

describe('drag', () => {
  test('of a few pixels is a click', () => expect(zoomTo(WHOLE, x, y, { from: [50, 50], to: [53, 52] })).toEqual(WHOLE));
  test('zooms both axes, whichever corner it began at', () => {
    const expected = { x: { min: 25, max: 75 }, y: { min: 2, max: 8 } };
    expect(zoomTo(WHOLE, x, y, { from: [50, 20], to: [150, 80] })).toEqual(expected);
    expect(zoomTo(WHOLE, x, y, { from: [150, 80], to: [50, 20] })).toEqual(expected);
  });
  test('that is flat zooms x alone, that is narrow y alone', () => {
    expect(zoomTo(WHOLE, x, y, { from: [50, 20], to: [150, 24] })).toEqual({ x: { min: 25, max: 75 }, y: null });
    expect(zoomTo(WHOLE, x, y, { from: [50, 20], to: [54, 80] })).toEqual({ x: null, y: { min: 2, max: 8 } });
    expect(dragAxes(300, 12)).toEqual({ x: true, y: false });
  });
});

describe('wheel', () => {
  test('keeps the value under the pointer where it is', () => {
    const next = zoomAround(x, 50, 0.5);
    expect(next).toEqual({ min: 12.5, max: 62.5 });
    expect(new Projection('linear', next, x.pixels).pixel(25)).toBeCloseTo(50);
  });
  test('zooms a log axis evenly in decades', () => {
    const { min, max } = zoomAround(log, 200, 0.5);
    expect([min, max].map((value) => Number(value.toPrecision(6)))).toEqual([10, 1000]);
  });
  test('stops where doubles end', () => {
    let axis = new Projection('linear', { min: 1e6, max: 1e6 + 1 }, x.pixels);
    for (let i = 0; i < 200; i++) axis = new Projection('linear', zoomAround(axis, 90, 0.5), x.pixels);
    expect(axis.domain.max).toBeGreaterThan(axis.domain.min);
  });
  test('a notch counts the same in lines and in pixels', () => expect(wheelFactor(3, 1)).toBeCloseTo(wheelFactor(99, 0)));
});

test('panning moves the value with the pointer', () => expect(pan(x, 20)).toEqual({ min: -10, max: 90 }));
test('two fingers that move apart zoom in, and keep what is under them', () => {
  const next = pinch(x, [50, 150], [0, 200]);
  expect(next).toEqual({ min: 25, max: 75 });
  expect(pinch(x, [50, 55], [0, 200])).toBe(x.domain);
});
test('a typed domain needs two numbers in order, positive on a log axis', () => {
  expect([isDomain(0, 1, 'linear'), isDomain(1, 1, 'linear'), isDomain(Number.NaN, 1, 'linear'), isDomain(0, 1, 'log')]).toEqual([true, false, false, false]);
});
test('the rectangle that is drawn stays in the plot, and spans it where an axis is not chosen', () => {
  const plot = { left: 40, top: 5, right: 240, bottom: 105 };
  expect(dragRectangle({ from: [60, 20], to: [900, 22] }, plot)).toEqual({ left: 60, top: 5, width: 180, height: 100 });
  expect(dragRectangle({ from: [60, 20], to: [62, 21] }, plot)).toBeNull();
});
