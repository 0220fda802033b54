import { describe, expect, it } from 'vitest';
import { EMPTY_LOOK, hparamTest, isOpen, nextSorting, sortByHparam, soundLook } from '../../../web/state/hparam-filter.js';

describe('hparamTest', () => {
  it('takes both ends into a range, and no text', () => {
    const test = hparamTest({ kind: 'range', min: 0.1, max: 1, missing: false });
    expect([0.1, 1, 0.09, 1.01, '0.5', true, null].map(test)).toEqual([true, true, false, false, false, false, false]);
    expect([-5, 1, 2].map(hparamTest({ kind: 'range', min: null, max: 1, missing: false }))).toEqual([true, true, false]);
  });

  it('open at both ends only says that there is a value, of any kind', () => {
    const has = { kind: 'range', min: null, max: null, missing: false } as const;
    expect([0, '', false, null].map(hparamTest(has))).toEqual([true, true, true, false]);
    expect([isOpen(has), isOpen({ ...has, missing: true })]).toEqual([false, true]);
  });

  it('tells values of a set apart by their type, and keeps missing ones when asked to', () => {
    const test = hparamTest({ kind: 'set', values: [1, 'adam', false], missing: true });
    expect([1, '1', 'adam', 'Adam', false, 0, null].map(test)).toEqual([true, false, true, false, true, false, true]);
    expect(hparamTest({ kind: 'set', values: [], missing: false })(null)).toBe(false);
  });
});

describe('sortByHparam', () => {
  const items: readonly (readonly [string, string | number | boolean | null])[] = [['a', null], ['b', 'x10'], ['c', 2], ['d', 'x9'], ['e', 2], ['f', true], ['g', -1]];
  const order = (descending: boolean): string => sortByHparam(items, ([, value]) => value, { descending }).map(([name]) => name).join('');

  it('puts missing values last either way, and keeps equal ones as they were', () => {
    expect(order(false)).toBe('gcedbfa');
    expect(order(true)).toBe('fbdcega');
  });
});

it('a head goes from ascending to descending to the usual order', () => {
  const up = nextSorting(null, 'lr');
  const down = nextSorting(up, 'lr');
  expect([up, down, nextSorting(down, 'lr'), nextSorting(down, 'layers')]).toEqual([
    { name: 'lr', descending: false }, { name: 'lr', descending: true }, null, { name: 'layers', descending: false },
  ]);
});

describe('soundLook', () => {
  it('reads back what was kept', () => {
    const look = { names: ['lr', 'opt'], sorting: { name: 'lr', descending: true }, filters: { lr: { kind: 'range', min: null, max: 1, missing: true }, opt: { kind: 'set', values: ['a', 1, true], missing: false } } };
    expect(soundLook(JSON.parse(JSON.stringify(look)))).toEqual(look);
  });

  it('leaves out what is not as it should be', () => {
    expect(soundLook('x')).toEqual(EMPTY_LOOK);
    expect(soundLook({ names: ['lr', 3, 'lr'], sorting: { name: 'lr' }, filters: { a: { kind: 'range', min: '1', max: 2, missing: true }, b: { kind: 'set', values: [{}], missing: true }, c: { kind: 'set', values: [] }, d: null } }))
      .toEqual({ names: ['lr'], sorting: null, filters: {} });
  });
});
