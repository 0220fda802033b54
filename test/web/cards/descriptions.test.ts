import { expect, test } from 'vitest';
import { descriptionsOf } from '../../../web/cards/descriptions.js';
import type { SeriesRef } from '../../../web/state/series-index.js';

const said = (name: string, description: string): SeriesRef => ({ id: 0, run: { id: 0, name, startTime: 0, lastTime: 0, problems: 0 }, tag: 't', count: 1, lastStep: 0, lastTime: 0, lastValue: 0, displayName: '', description });

test('what several runs say is said once', () => {
  expect(descriptionsOf([said('a', 'mean loss'), said('b', ''), said('c', 'mean loss'), said('d', 'other')])).toEqual([
    { text: 'mean loss', runs: ['a', 'c'] }, { text: 'other', runs: ['d'] },
  ]);
  expect(descriptionsOf([said('a', '')])).toEqual([]);
});
