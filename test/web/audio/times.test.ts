import { describe, expect, it } from 'vitest';
import { formatBytes, formatTime, seekByKey } from '../../../web/audio/times.js';

describe('times of a clip', () => {
  it.each([[0, '0.00 s'], [0.4251, '0.43 s'], [12.34, '12.3 s'], [65.9, '1:05'], [3_725, '1:02:05'], [NaN, '–'], [Infinity, '–']])('reads %d as %s', (seconds, text) =>
    expect(formatTime(seconds)).toBe(text));

  it.each([[0, '0 B'], [999, '999 B'], [48_000, '48 kB'], [1_900_000, '1.9 MB'], [256_000_000, '256 MB']])('reads %d bytes as %s', (bytes, text) =>
    expect(formatBytes(bytes)).toBe(text));

  it('are moved by keys, within the clip', () => {
    expect(seekByKey('ArrowRight', 1, 10)).toBe(1.2);
    expect(seekByKey('ArrowRight', 0, 1)).toBe(0.1);
    expect(seekByKey('ArrowLeft', 0.05, 10)).toBe(0);
    expect(seekByKey('PageUp', 9.5, 10)).toBe(10);
    expect([seekByKey('Home', 5, 10), seekByKey('End', 5, 10), seekByKey('x', 5, 10)]).toEqual([0, 10, null]);
  });
});
