import { describe, expect, it } from 'vitest';
import { jsonFloat, jsonObject, jsonObjectParts, jsonText, pythonFloat, pythonInt, pythonRepr } from '../../../server/model/python-text.js';

describe('pythonFloat', () => {
  // Right-hand sides printed by Python 3.11's repr.
  it.each([
    [1, '1.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [0.6000000238418579, '0.6000000238418579'],
    [1e-4, '0.0001'],
    [9.999e-5, '9.999e-05'],
    [1e-5, '1e-05'],
    [-1.5e-7, '-1.5e-07'],
    [5e-324, '5e-324'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [12345678901234567000, '1.2345678901234567e+19'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [1795477899.4483812, '1795477899.4483812'],
    [NaN, 'nan'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
  ])('writes %d as %s', (x, text) => expect(pythonFloat(x)).toBe(text));
});

describe('JSON as Python writes it', () => {
  it('says non-finite floats as strings', () => {
    expect([NaN, Infinity, -Infinity, 2].map(jsonFloat)).toEqual(['"NaN"', '"Infinity"', '"-Infinity"', '2.0']);
  });
  it('escapes everything beyond printable ASCII and reads back the same', () => {
    const text = 'träin/✓ 😀 \u007f "x"\n';
    expect(jsonText(text)).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(jsonText(text))).toBe(text);
  });
  it('keeps the order of keys that look like numbers, and the key __proto__', () => {
    expect(jsonObject([['b', '1'], ['1', '2'], ['__proto__', '3']])).toBe('{"b": 1, "1": 2, "__proto__": 3}');
  });
  it('says the same in parts', () => {
    for (const entries of [[], [['a', '1']], [['a', '1'], ['b', '[]']]] as const) expect([...jsonObjectParts(entries)].join('')).toBe(jsonObject(entries));
  });
  it('writes steps beyond 2^53 with all their digits', () => {
    expect([0, -3, 2 ** 53, 2 ** 63].map(pythonInt)).toEqual(['0', '-3', '9007199254740992', '9223372036854775808']);
  });
});

describe('pythonRepr', () => {
  it.each([
    [undefined, 'None'],
    ['train', "'train'"],
    ["it's", `"it's"`],
    [`it's "x"`, `'it\\'s "x"'`],
    ['a\\b\n\u0001', `'a\\\\b\\n\\x01'`],
  ])('writes %j as Python does', (text, repr) => expect(pythonRepr(text)).toBe(repr));
});
