import { describe, expect, it } from 'vitest';
import { type Column, toColumns } from '../../../web/hparams/columns.js';
import { LEAST_WIDTH, MOST_WIDTH, TableHeads } from '../../../web/hparams/table-heads.svelte.js';

function setUp() {
  let keys: readonly string[] = ['a', 'b', 'c'];
  return { heads: new TableHeads({ keys: () => keys, onorder: (next) => (keys = next) }), keys: () => keys };
}
const column = (name: string, values: Column['values']): Column => toColumns({ hyperparameters: [{ name, displayName: '', description: '', type: 'mixed', domain: null, differs: true, values }], metrics: [] }, {})[0] as Column;

describe('heads of a table', () => {
  it('move by one place and no further than the ends', () => {
    const { heads, keys } = setUp();
    heads.move('a', 1);
    expect(keys()).toEqual(['b', 'a', 'c']);
    heads.move('b', -1);
    heads.move('gone', 3);
    expect(keys()).toEqual(['b', 'a', 'c']);
  });

  it('mark the place another one would take, at the side it comes from', () => {
    const { heads } = setUp();
    heads.moving = { key: 'c', to: 'a' };
    expect(['a', 'b', 'c'].map((key) => heads.mark(key))).toEqual(['before', '', '']);
    heads.moving = { key: 'a', to: 'b' };
    expect(['a', 'b', 'c'].map((key) => heads.mark(key))).toEqual(['', 'after', '']);
  });

  it('are wide enough for label and values, until they are made wider or narrower', () => {
    const { heads } = setUp();
    const [narrow, wide, widest] = [column('x', [1]), column('x', ['a rather long value']), column('x', ['y'.repeat(900)])].map((one) => heads.width('h:x', one));
    expect([(narrow as number) >= LEAST_WIDTH, (wide as number) > (narrow as number), widest]).toEqual([true, true, 220]);
    heads.setWidth('h:x', 9_999);
    expect(heads.width('h:x', column('x', [1]))).toBe(MOST_WIDTH);
    heads.setWidth('h:x', -5);
    expect(heads.width('h:x')).toBe(LEAST_WIDTH);
  });
});
