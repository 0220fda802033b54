import { expect, test } from 'vitest';
import { Projection } from '../../../web/charts/projection.js';
import { restartNote } from '../../../web/charts/restart-note.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

const axis = new Projection('linear', { min: 0, max: 10 }, { from: 0, to: 100 });
const run = (name: string, ...restarts: number[]) => toPoints(makeLine([0, 1, 2, 3, 4, 5], { name, restarts: Float64Array.from(restarts) }), 'step');

test('the cursor at a restart says whose it is', () => {
  expect(restartNote([run('a', 3), run('b')], axis, 32)).toBe('a restarted here');
  expect(restartNote([run('a', 3, 5), run('b', 3)], axis, 30)).toBe('2 runs restarted here');
});
test('elsewhere it says nothing', () => expect([restartNote([run('a', 3)], axis, 60), restartNote([], axis, 0)]).toEqual(['', '']));
