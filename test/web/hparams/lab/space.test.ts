import { describe, expect, test } from 'vitest';
import type { ParameterJson, SpaceJson } from '../../../../server/plugins/hparams/contract.js';
import {
  parameterWords, parseSpace, parseValues, problemOf, readSpace, spaceProblem, valuesText, withAnother, withCondition, withoutParameter, withParameter, withType,
} from '../../../../web/hparams/lab/space.js';

const lr: ParameterJson = { name: 'lr', type: 'float', low: 1e-4, high: 0.1, log: true };
const optimizer: ParameterJson = { name: 'optimizer', type: 'categorical', choices: ['adam', 'sgd'] };
const momentum: ParameterJson = { name: 'momentum', type: 'float', low: 0, high: 1, log: false, when: { parameter: 'optimizer', values: ['sgd'] } };
const space: SpaceJson = { parameters: [lr, optimizer, momentum, { name: 'layers', type: 'integer', low: 1, high: 4, log: false }, { name: 'norm', type: 'boolean' }] };

describe('a file', () => {
  test('gives back the space that was saved, without fields it does not know', () => {
    expect(parseSpace(JSON.stringify(space, null, 2))).toEqual({ kind: 'space', space });
    expect(readSpace({ parameters: [{ ...lr, colour: 'red' }] })).toEqual({ kind: 'space', space: { parameters: [lr] } });
  });
  test.each(['', '{', '[]', '{"parameters":{}}', '{"parameters":[1]}', '{"parameters":[{"name":"a"}]}', '{"parameters":[{"name":"a","type":"float","low":"0","high":1}]}',
    '{"parameters":[{"name":"a","type":"categorical","choices":[null]}]}', '{"parameters":[{"name":"a","type":"boolean","when":{"parameter":"b"}}]}'])('that is %j is refused in a sentence', (text) => {
    const read = parseSpace(text);
    expect(read.kind === 'invalid' && read.reason).toMatch(/^(Not JSON: |A search space is |Parameter 1 needs )/);
  });
});

describe('a problem', () => {
  test('is not there in a sound space', () => {
    expect(spaceProblem(space)).toBe('');
    expect(spaceProblem({ parameters: [{ ...lr, low: 1, high: 1 }] })).toBe('');
  });
  test.each<readonly [string, ParameterJson[]]>([
    ['The low end is above the high end.', [{ ...lr, low: 1, high: 0.1 }]],
    ['On a log scale the low end must be above 0.', [{ ...lr, low: 0 }]],
    ['Both ends must be whole.', [{ name: 'n', type: 'integer', low: 0.5, high: 2, log: false }]],
    ['It needs at least one choice.', [{ name: 'c', type: 'categorical', choices: [] }]],
    ['It needs a name.', [{ name: '', type: 'boolean' }]],
    ['There is another “lr”.', [lr, lr]],
    ['It depends on “optimizer”, which is not there.', [momentum]],
    ['Say with which values of optimizer it exists.', [optimizer, withCondition(lr, { parameter: 'optimizer', values: [] })]],
    ['It depends on itself.', [withCondition(lr, { parameter: 'norm', values: [true] }), withCondition({ name: 'norm', type: 'boolean' }, { parameter: 'lr', values: [1] })]],
  ])('is “%s”', (problem, parameters) => {
    expect(parameters.map((_, i) => problemOf({ parameters }, i))).toContain(problem);
    expect(spaceProblem({ parameters })).toContain(problem);
  });
  test('is that there is nothing to search', () => expect(spaceProblem({ parameters: [] })).toBe('Nothing to search: add a hyperparameter.'));
});

describe('another type', () => {
  test('keeps the range, the condition and the choices it can', () => {
    expect(withType(momentum, 'integer')).toEqual({ ...momentum, type: 'integer' });
    expect(withType({ ...lr, low: 0.5, high: 7.5 }, 'integer')).toEqual({ name: 'lr', type: 'integer', low: 1, high: 7, log: true });
    expect(withType({ ...lr, low: 0.2, high: 0.4 }, 'integer')).toEqual({ name: 'lr', type: 'integer', low: 0, high: 1, log: false });
    expect(withType(lr, 'categorical')).toEqual({ name: 'lr', type: 'categorical', choices: [1e-4, 0.1] });
    expect(withType({ name: 'b', type: 'categorical', choices: [64, 32, 'x'] }, 'float')).toEqual({ name: 'b', type: 'float', low: 32, high: 64, log: false });
    expect(withType({ name: 'b', type: 'boolean' }, 'categorical')).toEqual({ name: 'b', type: 'categorical', choices: [false, true] });
    expect(withType(optimizer, 'float')).toEqual({ name: 'optimizer', type: 'float', low: 0, high: 1, log: false });
  });
});

describe('a space', () => {
  test('keeps conditions when what they name gets another name, and lets go of them when it is gone', () => {
    const renamed = withParameter(space, 1, { ...optimizer, name: 'opt' });
    expect(renamed.parameters[2]?.when?.parameter).toBe('opt');
    expect(spaceProblem(renamed)).toBe('');
    expect(withoutParameter(space, 1).parameters.map(({ name, when }) => [name, when])).toEqual([['lr', undefined], ['momentum', undefined], ['layers', undefined], ['norm', undefined]]);
  });
  test('grows by a number under a name that is free', () => {
    expect(withAnother({ parameters: [{ name: 'parameter_2', type: 'boolean' }] }).parameters[1]).toEqual({ name: 'parameter_3', type: 'float', low: 0, high: 1, log: false });
  });
  test('says each parameter in a few words', () => {
    expect(space.parameters.map((parameter) => parameterWords(parameter, String))).toEqual(['0.0001 to 0.1, log scale', 'adam, sgd', '0 to 1; with optimizer sgd', '1 to 4', 'false, true']);
  });
});

describe('values between commas', () => {
  test('are numbers, truths and text as they look, once each', () => {
    expect(parseValues(' adam, 32 ,1e-3, true,"true", "a, b", , adam')).toEqual(['adam', 32, 1e-3, true, 'true', 'a, b']);
    expect(parseValues('')).toEqual([]);
    expect(parseValues('0x10, Infinity, 1.2.3')).toEqual(['0x10', 'Infinity', '1.2.3']);
  });
  test('come back the same from their text', () => {
    const values = ['a', 'a, b', '3', 3, 'true', true, '', ' x ', 'say "hi"', '"', '1e400', -0.5];
    expect(parseValues(valuesText(values))).toEqual(values);
  });
});
