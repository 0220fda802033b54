import { expect, test } from 'vitest';
import { descriptionsOf } from '../../../web/cards/descriptions.js';
import type { SeriesRef } from '../../../web/state/series-index.js';

const said = (id: number, name: string, description: string): SeriesRef => ({ id, run: { id: 0, name, startTime: 0, lastTime: 0, problems: 0 }, tag: 't', count: 1, lastStep: 0, lastTime: 0, lastValue: 0, displayName: '', description });

test('what several runs say is said once', () => {
  expect(descriptionsOf([said(1, 'a', 'mean loss'), said(2, 'b', ''), said(3, 'c', 'mean loss'), said(4, 'd', 'other')])).toEqual([
    { text: 'mean loss', runs: ['a', 'c'], series: 1 }, { text: 'other', runs: ['d'], series: 4 },
  ]);
  expect(descriptionsOf([said(1, 'a', '')])).toEqual([]);
});
