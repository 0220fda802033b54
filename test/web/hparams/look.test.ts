import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../../web/hparams/filters.js';
import * as look from '../../../web/hparams/look.js';

describe('what the address says of trials', () => {
  it('is read as it was written', () => {
    const filters = { 'h:lr': { kind: 'range', min: 0.1, max: Infinity, missing: true }, 'h:opt': { kind: 'set', values: ['adam', 3, true] }, 'm::loss': { kind: 'match', text: '^a,"' } } as const;
    expect(look.readFilters(look.writeFilters(filters))).toEqual(filters);
    const sorting = [{ key: 'm::loss', descending: true }, { key: 'h:a,b', descending: false }];
    expect(look.readSorting(look.writeSorting(sorting))).toEqual(sorting);
    expect(look.readColumns(look.writeColumns(['h:a,b', 'm::c']))).toEqual(['h:a,b', 'm::c']);
    for (const value of [{ value: 'min', lastK: 5 }, { value: 'mean', lastK: 12 }] as const) expect(look.readValue(look.writeValue(value))).toEqual(value);
    for (const statuses of [[], ['running'], ['success', 'failure']] as const) expect(look.readStatuses(look.writeStatuses(new Set(statuses)))).toEqual(new Set(statuses));
    expect(look.readScales(look.writeWords({ 'h:lr': 'log' }))).toEqual({ 'h:lr': 'log' });
  });

  it('is nothing while everything is as usual', () => {
    expect([look.writeFilters({}), look.writeFilters({ a: { kind: 'match', text: '' } }), look.writeSorting([]), look.writeValue(look.DEFAULT_VALUE), look.writeStatuses(new Set(STATUSES)), look.writeMissing('last'), look.writeWords({})]).toEqual(['', '', '', '', '', '', '']);
  });

  it('counts as absent where it is malformed', () => {
    for (const text of ['', '{', 'null', '3', '[1]', '{"a":{"range":[1]}}', '{"a":{"range":["x",null]}}', '{"a":7}']) expect(look.readFilters(text)).toEqual({});
    expect(look.readFilters('{"a":{"set":[1,null,{},"x"]}}')).toEqual({ a: { kind: 'set', values: [1, 'x'] } });
    expect(look.readColumns('[1]')).toBeNull();
    expect(look.readSorting('{"a":1}')).toEqual([]);
    expect(look.readScales('{"a":"log","b":"round"}')).toEqual({ a: 'log' });
    expect(look.readGoals('["maximize"]')).toEqual({});
    expect([look.readValue('median'), look.readValue('mean:0'), look.readValue('mean:1.5')]).toEqual([{ value: 'last', lastK: 5 }, { value: 'mean', lastK: 5 }, { value: 'mean', lastK: 5 }]);
    expect([look.readView('x'), look.readView('parallel'), look.readMissing('x')]).toEqual(['table', 'parallel', 'last']);
  });
});
