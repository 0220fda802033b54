import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ConfigurationJson } from '../../../../server/plugins/hparams/contract.js';
import { configurationsText, configurationText } from '../../../../web/hparams/lab/configuration-text.js';

const plain: ConfigurationJson = { lr: 0.001, layers: 3, optimizer: 'adam', batch_norm: true, decay: 1e-7 };
const hostile: ConfigurationJson = { "it's": '$(touch x) `y` "z" \\', 'a b': '', line: 'one\ntwo', emoji: '🦉\u2028', '--f': '; rm -rf .' };

test('plain values need no quotes', () => {
  expect(configurationText(plain, 'flags')).toBe('--lr=0.001 --layers=3 --optimizer=adam --batch_norm=true --decay=1e-7');
  expect(configurationText(plain, 'python')).toBe('{"lr": 0.001, "layers": 3, "optimizer": "adam", "batch_norm": True, "decay": 1e-7}');
  expect(configurationText(plain, 'yaml')).toBe('lr: 0.001\nlayers: 3\noptimizer: adam\nbatch_norm: true\ndecay: 1.0e-7');
  expect(JSON.parse(configurationText(plain, 'json'))).toEqual(plain);
});

test('a shell takes the flags as they are and runs nothing of them, whatever they hold', () => {
  const words = execFileSync('/bin/sh', ['-c', String.raw`for word in "$@"; do printf '%s\0' "$word"; done`.replace('"$@"', configurationText(hostile, 'flags'))], { encoding: 'utf8' });
  expect(words.split('\0').slice(0, -1)).toEqual(Object.entries(hostile).map(([name, value]) => `--${name}=${String(value)}`));
});

test.each(['true', 'No', 'null', '1e5', '3', '-', '- a', 'a: b', '#x', '', '~', ' x', '*a', 'é', 'y'])('YAML reads the text %j as text, for it is quoted', (text) => {
  expect(configurationText({ x: text }, 'yaml')).toBe(`x: ${JSON.stringify(text)}`);
  expect(configurationText({ [text]: 1 }, 'yaml')).toBe(`${JSON.stringify(text)}: 1`);
});

test('numbers are whole and keep being numbers in YAML 1.1', () => {
  expect(configurationText({ a: 0.1 + 0.2, b: 1e21, c: -2.5e-9, d: -1e-7, e: 0 }, 'yaml')).toBe('a: 0.30000000000000004\nb: 1.0e+21\nc: -2.5e-9\nd: -1.0e-7\ne: 0');
});

test('several are a list, or a line of flags each', () => {
  const two: ConfigurationJson[] = [{ lr: 0.1, opt: 'a' }, { lr: 1 }];
  expect(configurationsText(two, 'flags')).toBe('--lr=0.1 --opt=a\n--lr=1');
  expect(configurationsText(two, 'yaml')).toBe('- lr: 0.1\n  opt: a\n- lr: 1');
  expect(configurationsText(two, 'python')).toBe('[\n    {"lr": 0.1, "opt": "a"},\n    {"lr": 1},\n]');
  expect(JSON.parse(configurationsText(two, 'json'))).toEqual(two);
  expect(configurationsText([{}], 'yaml')).toBe('- {}');
  expect(configurationsText([], 'yaml')).toBe('[]');
});
