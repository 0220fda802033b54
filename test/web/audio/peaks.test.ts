import { describe, expect, it } from 'vitest';
import { peaksOf } from '../../../web/audio/peaks.js';

describe('peaksOf', () => {
  it('misses no sample, of whichever channel', () => {
    const [left, right] = [new Float32Array(100_000), new Float32Array(100_000)];
    left[77_777] = 0.5;
    right[12] = -0.25;
    const { low, high } = peaksOf([left, right], 512);
    expect(high.length).toBe(512);
    expect([Math.max(...high), Math.min(...low)]).toEqual([0.5, -0.25]);
    expect(high[Math.floor((77_777 * 512) / 100_000)]).toBe(0.5);
    expect(low[0]).toBe(-0.25);
  });

  it('has a column a frame when there are few, and none without any', () => {
    expect([...peaksOf([Float32Array.of(0.5, -0.5)], 512).high]).toEqual([0.5, -0.5]);
    expect(peaksOf([new Float32Array(0)], 512).high.length).toBe(0);
    expect(peaksOf([], 512).low.length).toBe(0);
  });

  it('takes NaN for silence and cuts off what is beyond full scale', () => {
    const { low, high } = peaksOf([Float32Array.of(NaN, 7, -Infinity, 0.25)], 4);
    expect([[...low], [...high]]).toEqual([[0, 1, -1, 0.25], [0, 1, -1, 0.25]]);
  });
});
