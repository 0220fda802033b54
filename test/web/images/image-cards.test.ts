import { describe, expect, it } from 'vitest';
import { imageCards, listedSamples } from '../../../web/images/image-cards.js';
import { pictureName, sizeWords } from '../../../web/images/image-words.js';
import { extensionOf } from '../../../web/images/picture.js';
import { colourWords } from '../../../web/images/pixels.js';
import type { SeriesRef } from '../../../web/state/series-index.js';

const series = (run: string, lastValue: number): SeriesRef => ({
  id: 1, run: { id: 1, name: run, startTime: 0, lastTime: 0, files: 1, series: 1 } as unknown as SeriesRef['run'],
  tag: 'x', count: 1, lastStep: 0, lastTime: 0, lastValue, displayName: '', description: '',
});

describe('image cards', () => {
  it('are one for each run and sample, and never none', () => {
    expect(imageCards('x', [series('a', 4), series('b', 3)], listedSamples).map(({ runId, sample }) => `${runId} ${sample}`)).toEqual(['a 0', 'a 1', 'b 0']);
    expect([NaN, 0, 2, 7].map((lastValue) => listedSamples({ lastValue }))).toEqual([1, 1, 1, 5]);
  });

  it('name a saved picture by what it is', () => {
    expect(pictureName({ run: 'a/b', tag: 'in/x', step: 7, sample: 0, samples: 1, type: 'image/jpeg' })).toBe('a_b-in_x-step-7.jpg');
    expect(pictureName({ run: '.', tag: 'x', step: 7, sample: 2, samples: 3, type: 'application/octet-stream' })).toMatch(/x-step-7-sample-2\.bin$/);
    expect(extensionOf('image/svg+xml')).toBe('.bin');
  });

  it('say size and colour in few words', () => {
    expect(sizeWords(null)).toBe('');
    expect(sizeWords({ kind: 'none', why: '', type: 'x/y', bytes: 1 })).toBe('');
    expect([colourWords(null), colourWords([7, 7, 7, 255]), colourWords([1, 2, 3, 255]), colourWords([0, 0, 0, 0])]).toEqual(['–', '7', '1 2 3', '0, opacity 0']);
  });
});
