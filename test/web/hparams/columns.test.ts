import { describe, expect, it } from 'vitest';
import type { HyperparameterColumn, MetricColumn } from '../../../server/plugins/hparams/contract.js';
import { bestTrial, cellText, compareValues, distinct, firstColumns, fullestMetric, metricKey, toColumns } from '../../../web/hparams/columns.js';

const hyperparameter = (name: string, values: HyperparameterColumn['values'], differs = true): HyperparameterColumn => ({ name, displayName: '', description: '', type: 'mixed', domain: null, differs, values });
const metric = (tag: string, values: MetricColumn['values'], group = ''): MetricColumn => ({ tag, group, displayName: '', description: '', dataset: 'unknown', declared: true, goal: 'minimize', values, sessionValues: null });

describe('columns of an answer', () => {
  it('are hyperparameters, then metrics with numbers where JSON has words', () => {
    const [lr, loss] = toColumns({ hyperparameters: [hyperparameter('lr', [0.1, null])], metrics: [metric('loss', ['NaN', '-Infinity'], 'val')] }, {});
    expect(lr).toMatchObject({ key: 'h:lr', label: 'lr', numeric: true, goal: null, values: [0.1, null] });
    expect(loss).toMatchObject({ key: 'm:val:loss', label: 'val.loss', numeric: true, goal: 'minimize', values: [NaN, -Infinity] });
  });

  it('have an axis of numbers only when every value is one', () => {
    const numeric = (values: HyperparameterColumn['values']): boolean | undefined => toColumns({ hyperparameters: [hyperparameter('x', values)], metrics: [] }, {})[0]?.numeric;
    expect([numeric([1, null, 2]), numeric([1, 'auto']), numeric([true, false]), numeric([null]), numeric([])]).toEqual([true, false, false, false, false]);
  });

  it('take a goal set by hand over a guessed one', () => {
    expect(toColumns({ hyperparameters: [], metrics: [metric('loss', [1])] }, { 'm::loss': 'maximize' })[0]?.goal).toBe('maximize');
  });

  it('have keys that no other metric has', () => {
    expect(new Set([{ group: 'a', tag: 'b:c' }, { group: 'a:b', tag: 'c' }, { group: '', tag: 'a:b:c' }].map(metricKey)).size).toBe(3);
  });

  it('shown first are five hyperparameters that differ and five metrics', () => {
    const columns = toColumns({ hyperparameters: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => hyperparameter(name, [1], name !== 'b')), metrics: [metric('loss', [1])] }, {});
    expect(firstColumns(columns)).toEqual(['h:a', 'h:c', 'h:d', 'h:e', 'h:f', 'm::loss']);
    expect(firstColumns(toColumns({ hyperparameters: [hyperparameter('a', [1], false)], metrics: [metric('none', [null]), metric('loss', [1])] }, {}))).toEqual(['h:a', 'm::loss']);
  });
});

describe('the metric looked at first', () => {
  it('is the one most trials have, of several the first', () => {
    const metrics = [metric('a', [1, 'NaN', null]), metric('b', [1, null, 2]), metric('c', [3, 4, null])];
    expect(fullestMetric(toColumns({ hyperparameters: [hyperparameter('h', [1, 2, 3])], metrics }, {}))?.key).toBe('m::b');
    expect(fullestMetric(toColumns({ hyperparameters: [], metrics: [metric('a', [null])] }, {}))).toBeUndefined();
  });
});

describe('values', () => {
  it('are read with five digits, and nothing where one is missing', () => {
    expect([cellText(0.123456789), cellText(null), cellText(undefined), cellText('adam'), cellText(false), cellText(NaN), cellText(1e-7)]).toEqual(['0.12346', '', '', 'adam', 'false', 'NaN', '1e−7']);
  });

  it('of several types are in one order: numbers, NaN, text as people count, then false and true', () => {
    expect(distinct(['run10', true, NaN, 2, 'run9', null, -1, false, 2])).toEqual([-1, 2, NaN, 'run9', 'run10', false, true]);
    expect(compareValues(NaN, NaN)).toBe(0);
  });
});

describe('the best of a metric', () => {
  it('is the least or the greatest finite value among the trials asked about', () => {
    const values = [3, NaN, 1, null, Infinity, 2];
    expect(bestTrial({ values, goal: 'minimize' }, [0, 1, 2, 3, 4, 5])).toBe(2);
    expect(bestTrial({ values, goal: 'maximize' }, [0, 1, 2, 3, 4, 5])).toBe(0);
    expect(bestTrial({ values, goal: 'minimize' }, [0, 5])).toBe(5);
  });

  it('is none where nothing is better than anything', () => {
    expect(bestTrial({ values: [1, 1], goal: 'minimize' }, [0, 1])).toBe(-1);
    expect(bestTrial({ values: [NaN, null], goal: 'minimize' }, [0, 1])).toBe(-1);
    expect(bestTrial({ values: [1, 2], goal: null }, [0, 1])).toBe(-1);
    expect(bestTrial({ values: [1], goal: 'minimize' }, [])).toBe(-1);
  });
});
