import { describe, expect, it } from 'vitest';
import { distinctValues, filterText, findHparams, hparamText, NAME_WIDTH, shownColumn } from '../../../../web/shell/run-selector/hparam-words.js';

const column = (name: string, displayName = '', description = '') => ({ name, displayName, description, type: 'number', domain: null, differs: true, values: [] }) as const;

it('a value is said in five digits, a missing one not at all', () => {
  expect([0.000123456, 1_234_567, 'adam', false, null].map(hparamText)).toEqual(['0.00012346', '1,234,567', 'adam', 'false', '']);
});

it('distinct values are in order, numbers first', () => {
  expect(distinctValues([10, 'b', 9, null, true, 'a', 9])).toEqual([9, 10, 'a', 'b', true]);
});

describe('filterText', () => {
  it('says a range by its ends', () => {
    const range = (min: number | null, max: number | null, missing = false): string => filterText({ kind: 'range', min, max, missing });
    expect([range(0.1, 1), range(null, 5), range(2, null), range(null, null), range(null, null, true), filterText(undefined)])
      .toEqual(['0.1 to 1', 'at most 5', 'at least 2', 'has a value', 'any', 'any']);
  });

  it('names a few values, and says how many more there are', () => {
    const set = (values: (string | number)[], missing = false): string => filterText({ kind: 'set', values, missing });
    expect([set([]), set([], true), set(['adam']), set(['a', '', 3]), set(['a', 'b', 'c', 'd', 'e'])])
      .toEqual(['none', 'has no value', 'adam', 'a or (empty) or 3', 'a, b or 3 more']);
  });
});

it('finds hyperparameters by name, display name and description, in the given order', () => {
  const all = [column('lr', 'Learning rate'), column('layers'), column('wd', '', 'against large weights')];
  const found = (text: string): string[] => findHparams(all, text).map(({ name }) => name);
  expect([found(' LA'), found('RATE'), found('weights'), found(''), found('zzz')]).toEqual([['layers', 'wd'], ['lr'], ['wd'], ['lr', 'layers', 'wd'], []]);
});

describe('shownColumn', () => {
  it('is as wide as its head or its longest value needs, within bounds', () => {
    const width = (name: string, values: (string | number)[]): number => shownColumn(name, { displayName: '', type: 'string', values }).width;
    expect(width('a', ['x'])).toBeLessThan(width('a', ['a longer value']));
    expect(width('a', ['x'])).toBeLessThan(width('a name of size', ['x']));
    expect(width('a', ['x'.repeat(500)])).toBeLessThan(NAME_WIDTH * 2);
  });

  it('has its declared name, and before the answer its own', () => {
    expect(shownColumn('lr', { displayName: 'Learning rate', type: 'number', values: [1] })).toMatchObject({ label: 'Learning rate', numeric: true });
    expect(shownColumn('lr', undefined)).toMatchObject({ label: 'lr', numeric: false });
  });
});
