import { expect, test } from 'vitest';
import { keyMeaning } from '../../../web/charts/keys.js';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keyMeaning({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('arrows go from point to point, with Shift ten at a time', () => {
  expect(press('ArrowRight')).toEqual({ kind: 'move', direction: 1, points: 1 });
  expect(press('ArrowLeft', { shiftKey: true })).toEqual({ kind: 'move', direction: -1, points: 10 });
});
test('plus and minus undo each other', () => {
  const [closer, wider] = [press('+'), press('-')];
  expect(closer?.kind === 'zoom' && wider?.kind === 'zoom' ? closer.factor * wider.factor : 0).toBeCloseTo(1);
});
test('shortcuts of the browser and other keys are left alone', () => {
  expect([press('ArrowLeft', { altKey: true }), press('+', { ctrlKey: true }), press('-', { metaKey: true }), press('Tab'), press('a')]).toEqual([null, null, null, null, null]);
});
