import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferSpace, parseSpace } from '../../../server/lab/parse-space.js';
import { configurationAt, configurationKey, featureGroups, featuresOf, unitOf, valueAt, type Parameter, type SearchSpace } from '../../../server/lab/space.js';

const lr: Parameter = { name: 'lr', type: 'float', low: 1e-5, high: 1e-1, log: true };
const layers: Parameter = { name: 'layers', type: 'integer', low: 1, high: 4, log: false };
const optimizer: Parameter = { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] };
const momentum: Parameter = { name: 'momentum', type: 'float', low: 0, high: 0.99, log: false, when: { parameter: 'optimizer', values: ['sgd'] } };
const space: SearchSpace = { parameters: [momentum, lr, layers, optimizer] };

describe('values and the unit cube', () => {
  test('the ends of the cube are the ends of the range, the middle of a log range its geometric mean', () => {
    expect([0, 0.5, 1].map((unit) => valueAt(lr, unit))).toEqual([1e-5, expect.closeTo(1e-3, 12), expect.closeTo(1e-1, 12)]);
  });
  test('each whole number and each choice owns an equal share', () => {
    const shares = new Map<unknown, number>();
    for (let i = 0; i < 1200; i++) {
      for (const value of [valueAt(layers, (i + 0.5) / 1200), valueAt(optimizer, (i + 0.5) / 1200)]) shares.set(value, (shares.get(value) ?? 0) + 1);
    }
    expect(Object.fromEntries(shares)).toEqual({ 1: 300, 2: 300, 3: 300, 4: 300, sgd: 400, adam: 400, rmsprop: 400 });
  });
  test('a value goes into the cube and comes back', () => {
    for (const parameter of [lr, layers, optimizer]) {
      fc.assert(
        fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (unit) => {
          const value = valueAt(parameter, unit);
          const back = valueAt(parameter, unitOf(parameter, value) ?? NaN);
          if (typeof value === 'number') expect(back).toBeCloseTo(value, 10);
          else expect(back).toBe(value);
        }),
      );
    }
  });
  test('a range of one value has one value, wherever one looks', () => {
    const fixed: Parameter = { name: 'x', type: 'float', low: 2, high: 2, log: false };
    expect([0, 0.3, 1].map((unit) => valueAt(fixed, unit))).toEqual([2, 2, 2]);
    expect(unitOf(fixed, 2)).toBe(0.5);
  });
  test('strangers have no place: another choice, text for a number, NaN', () => {
    expect(unitOf(optimizer, 'lion')).toBeNull();
    expect(unitOf(lr, 'fast')).toBeNull();
    expect(unitOf(lr, NaN)).toBeNull();
    expect(unitOf(lr, undefined)).toBeNull();
  });
});

describe('conditions', () => {
  test('a parameter is there only where its condition holds, though its parent stands after it', () => {
    expect(configurationAt(space, [0.5, 0.5, 0.5, 0.1])).toHaveProperty('momentum');
    expect(configurationAt(space, [0.5, 0.5, 0.5, 0.9])).not.toHaveProperty('momentum');
  });
  test('absent parameters make no difference between configurations', () => {
    const [a, b] = [0.2, 0.8].map((unit) => configurationAt(space, [unit, 0.5, 0.5, 0.9]));
    expect(a).toEqual(b);
    expect(configurationKey(space, a ?? {})).toBe(configurationKey(space, b ?? {}));
  });
});

test('features: a number stands where it lies in its range, two different choices are 1 apart', () => {
  expect(featureGroups(space)).toEqual([0, 1, 2, 3, 3, 3]);
  const at = (choice: string): Float64Array => featuresOf(space, { lr: 1e-3, layers: 2, optimizer: choice });
  const distance = Math.hypot(...at('adam').map((x, i) => x - (at('rmsprop')[i] ?? 0)));
  expect(distance).toBeCloseTo(1, 12);
  expect(at('adam')[1]).toBeCloseTo(0.5, 12);
});

describe('parseSpace', () => {
  test('a space survives JSON', () => {
    expect(parseSpace(JSON.parse(JSON.stringify(space)))).toEqual({ kind: 'space', space });
  });
  test.each([
    [null, /non-empty list/],
    [{ parameters: [] }, /non-empty list/],
    [{ parameters: [{ type: 'float' }] }, /"name"/],
    [{ parameters: [{ name: 'a', type: 'float', low: 1 }] }, /"low" and "high"/],
    [{ parameters: [{ name: 'a', type: 'float', low: 2, high: 1 }] }, /low 2 above high 1/],
    [{ parameters: [{ name: 'a', type: 'float', low: 0, high: 1, log: true }] }, /log scale/],
    [{ parameters: [{ name: 'a', type: 'integer', low: 0.5, high: 1 }] }, /integer/],
    [{ parameters: [{ name: 'a', type: 'categorical', choices: [] }] }, /"choices"/],
    [{ parameters: [{ name: 'a', type: 'boolean' }, { name: 'a', type: 'boolean' }] }, /named twice/],
    [{ parameters: [{ name: 'a', type: 'boolean', when: { parameter: 'b', values: [1] } }] }, /not another parameter/],
    [{ parameters: ['a', 'b'].map((name) => ({ name, type: 'boolean', when: { parameter: name === 'a' ? 'b' : 'a', values: [true] } })) }, /circle/],
    [{ parameters: [{ name: 'a', type: 'complex' }] }, /"type"/],
  ])('%j is refused in one sentence', (json, reason) => {
    const parsed = parseSpace(json);
    expect(parsed.kind).toBe('invalid');
    if (parsed.kind === 'invalid') expect(parsed.reason).toMatch(reason);
  });
});

describe('inferSpace', () => {
  test('numbers, whole numbers, orders of magnitude, choices and booleans are told apart', () => {
    const trials = [
      { lr: 1e-4, width: 16, layers: 1, dropout: 0.1, optimizer: 'sgd', bias: true, seed: 3 },
      { lr: 1e-2, width: 512, layers: 2, dropout: 0.5, optimizer: 'adam', bias: false, seed: 3 },
      { lr: 1e-1, width: 64, layers: 3, dropout: 0.3, optimizer: 'adam', bias: true, seed: 3 },
    ];
    expect(inferSpace(trials).parameters).toEqual([
      { name: 'lr', type: 'float', low: 1e-4, high: 1e-1, log: true },
      { name: 'width', type: 'integer', low: 16, high: 512, log: false },
      { name: 'layers', type: 'integer', low: 1, high: 3, log: false },
      { name: 'dropout', type: 'float', low: 0.1, high: 0.5, log: false },
      { name: 'optimizer', type: 'categorical', choices: ['adam', 'sgd'] },
      { name: 'bias', type: 'boolean' },
    ]);
  });
  test('declared domains go before what was seen', () => {
    const declared = new Map([
      ['lr', { interval: { low: 1e-6, high: 1 } }],
      ['optimizer', { discrete: ['sgd', 'adam', 'lion'] }],
    ]);
    expect(inferSpace([{ lr: 0.1, optimizer: 'sgd' }], declared).parameters).toEqual([
      { name: 'lr', type: 'float', low: 1e-6, high: 1, log: true },
      { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam', 'lion'] },
    ]);
  });
  test('values of several kinds become choices, in one order whichever came first', () => {
    for (const trials of [[{ a: 1 }, { a: 'auto' }, { a: true }, { a: -3 }], [{ a: true }, { a: 'auto' }, { a: -3 }, { a: 1 }]]) {
      expect(inferSpace(trials).parameters).toEqual([{ name: 'a', type: 'categorical', choices: [-3, 1, true, 'auto'] }]);
    }
  });
  test('0 and 1 alone, as torch writes booleans, are a choice and not a range', () => {
    expect(inferSpace([{ a: 1 }, { a: 0 }]).parameters).toEqual([{ name: 'a', type: 'categorical', choices: [0, 1] }]);
    expect(inferSpace([{ a: 1 }, { a: 0 }, { a: 2 }]).parameters).toEqual([{ name: 'a', type: 'integer', low: 0, high: 2, log: false }]);
  });
  test('texts that are different in each trial name it, and are nothing to search', () => {
    const trials = Array.from({ length: 30 }, (_, i) => ({ note: `trial ${i}`, lr: i }));
    expect(inferSpace(trials).parameters.map(({ name }) => name)).toEqual(['lr']);
  });
  test('of more than 50 those remain that the most trials have', () => {
    const trials = Array.from({ length: 4 }, (_, i) => Object.fromEntries([...Array.from({ length: 60 }, (_, k) => [`rare${k}`, i] as const).slice(0, i < 2 ? 60 : 0), ['lr', i]]));
    const names = inferSpace(trials).parameters.map(({ name }) => name);
    expect(names).toHaveLength(50);
    expect(names).toContain('lr');
  });
  test('a hyperparameter may have any name', () => {
    const space = { parameters: [{ name: 'constructor', type: 'boolean' as const }, { name: '__proto__', type: 'boolean' as const }] };
    expect(Object.entries(configurationAt(space, [0, 1]))).toEqual([['constructor', false], ['__proto__', true]]);
  });
});
