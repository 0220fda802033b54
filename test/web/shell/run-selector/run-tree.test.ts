import { describe, expect, it } from 'vitest';
import { buildTree, checkedSums, flatTree, treeRows } from '../../../../web/shell/run-selector/run-tree.js';

const runs = (...names: string[]) => names.map((name, id) => ({ id, name, startTime: null, lastTime: null, problems: 0 }));
const sketch = (names: string[], isOpen: (path: string) => boolean = () => true): string[] =>
  treeRows(buildTree(runs(...names)), isOpen).map((row) => `${'  '.repeat(row.depth)}${row.label}${row.folder ? ` [${row.to - row.from}]` : ''}${row.run ? '' : ' -'}`);

describe('buildTree', () => {
  it('makes one row of folders that hold one thing only', () => {
    expect(sketch(['a/b/c/run1', 'a/b/c/run2', 'x/y/alone'])).toEqual(['a/b/c [2] -', '  run1', '  run2', 'x/y/alone']);
  });

  it('keeps a run that is also the folder of others as both', () => {
    expect(sketch(['base', 'base/train', 'base/eval'])).toEqual(['base [3]', '  train', '  eval']);
    expect(sketch(['.'])).toEqual(['.']);
  });

  it('leaves out what lies in closed folders, and counts it all the same', () => {
    expect(sketch(['a/x/1', 'a/x/2', 'a/y', 'b'], (path) => path !== 'a/x')).toEqual(['a [3] -', '  x [2] -', '  y', 'b']);
    expect(sketch(['a/x', 'a/y'], () => false)).toEqual(['a [2] -']);
  });

  it('keeps the given order among siblings and gathers what belongs together', () => {
    expect(sketch(['b/2', 'a', 'b/1'])).toEqual(['b [2] -', '  2', '  1', 'a']);
  });

  it('makes every row a range of the order, so that counting checked runs is a subtraction', () => {
    const tree = buildTree(runs('a', 'a/b/1', 'a/b/2', 'a/c', 'd'));
    const sums = checkedSums(tree.order, new Set(['a/b/2', 'd', 'unknown']));
    const counts = treeRows(tree, () => true).map((row) => [row.path, (sums[row.to] ?? 0) - (sums[row.from] ?? 0)]);
    expect(counts).toEqual([['a', 1], ['a/b', 1], ['a/b/1', 0], ['a/b/2', 1], ['a/c', 0], ['d', 1]]);
    expect([...checkedSums([], new Set(['a']))]).toEqual([0]);
  });

  it('says each row’s place among its siblings', () => {
    expect(treeRows(buildTree(runs('a/1', 'a/2', 'b')), () => true).map((row) => [row.path, row.place, row.siblings]))
      .toEqual([['a', 1, 2], ['a/1', 1, 2], ['a/2', 2, 2], ['b', 2, 2]]);
  });
});

describe('flatTree', () => {
  it('lists runs whole, in the given order', () => {
    expect(treeRows(flatTree(runs('b/2', 'a')), () => true).map((row) => [row.label, row.depth, row.folder])).toEqual([['b/2', 0, false], ['a', 0, false]]);
  });
});
