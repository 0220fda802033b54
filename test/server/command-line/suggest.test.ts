import { describe, expect, it } from 'vitest';
import { formatAnswer, readSuggest, toFlags, type ShownAnswer } from '../../../server/command-line/suggest.js';

const read = (...args: string[]) => readSuggest(args);

describe('the flags of suggest', () => {
  it('are read in either spelling, and what was not said is not there', () => {
    expect(read('--logdir', 'logs', '--metric=val/acc', '--goal', 'minimize', '--grid_points', '3', '--last-k=7', '--count', '4', '--seed', '0', '--format', 'json')).toEqual({
      kind: 'suggest',
      command: { logdir: 'logs', index: '', spaceFile: '', format: 'json', request: { metric: 'val/acc', goal: 'minimize', gridPoints: 3, lastK: 7, count: 4, seed: 0 } },
    });
  });

  it('take the folder as a bare word', () => {
    expect(read('logs', '--metric', 'loss', '--space', 's.json', '--index', 'i')).toMatchObject({ command: { logdir: 'logs', spaceFile: 's.json', index: 'i', format: 'table' } });
  });

  it.each([
    [['--metric', 'x'], /which logs\?/],
    [['--logdir', 'l'], /which metric\?/],
    [['--logdir', 'l', '--metric', 'x', 'more'], /unrecognized arguments: more/],
    [['a', 'b', '--metric', 'x'], /unrecognized arguments: b/],
    [['--logdir', 'l', '--metric', 'x', '--count', 'many'], /'--count <n>' argument 'many' is invalid/],
    [['--logdir', 'l', '--metric', 'x', '--strategy', 'magic'], /Allowed choices are bayes, quasi-random, random, grid/],
    [['--logdir', 'l', '--metric', 'x', '--nope'], /unknown option '--nope'/],
    [['--logdir'], /argument missing/],
  ])('%j is refused with a sentence and status 2', (args, sentence) => {
    const refused = read(...args);
    expect(refused).toMatchObject({ kind: 'refuse', status: 2 });
    expect((refused as { message: string }).message).toMatch(sentence);
  });

  it('are explained by --help', () => {
    const help = read('--help');
    expect(help.kind).toBe('say');
    expect((help as { text: string }).text).toMatch(/--exploration <x>/);
  });
});

const answer: ShownAnswer = {
  metric: { group: 'validation', tag: 'acc' },
  goal: 'maximize',
  finished: 12,
  failed: 1,
  running: 0,
  strategy: 'bayes',
  note: '',
  proposals: [
    { configuration: { lr: 0.0012345678, opt: 'adam' }, predicted: { mean: 0.91234567, deviation: 0.02 }, why: 'Exploits.' },
    { configuration: { lr: 0.5, bn: true }, predicted: { mean: 0.8, deviation: 0.1 }, why: 'Explores.' },
  ],
};

describe('the answer', () => {
  it('is a table for people', () => {
    expect(formatAnswer(answer, 'table').split('\n')).toEqual([
      'maximize validation/acc, 12 finished, 1 failed; strategy: bayes',
      '',
      '   lr         opt   bn    validation/acc',
      '1  0.0012346  adam        0.91235 ± 0.02  Exploits.',
      '2  0.5              true  0.8 ± 0.1       Explores.',
    ]);
  });

  it('is a line of flags a proposal, with all digits', () => {
    expect(formatAnswer(answer, 'flags')).toBe('--lr=0.0012345678 --opt=adam\n--lr=0.5 --bn=true');
  });

  it('is JSON as over HTTP', () => {
    expect(JSON.parse(formatAnswer(answer, 'json'))).toEqual(answer);
  });

  it('says the note, and has no column of predictions without a model', () => {
    const plain = { ...answer, note: '1 of at least 4.', proposals: [{ configuration: { lr: 1 }, predicted: null, why: 'Fills.' }] };
    expect(formatAnswer(plain, 'table').split('\n').slice(1)).toEqual(['1 of at least 4.', '', '   lr', '1  1   Fills.']);
  });

  it('gives a shell and a terminal nothing to run', () => {
    expect(toFlags({ 'a b': "x'; rm -rf ~ #", plain: 'c/d.e' })).toBe(`'--a b=x'\\''; rm -rf ~ #' --plain=c/d.e`);
    expect(toFlags({ x: '$(id)' })).toBe("'--x=$(id)'");
    const hostile = { ...answer, proposals: [{ configuration: { 'l\u001b[2Jr': '\u0007' }, predicted: null, why: '' }] };
    expect(formatAnswer(hostile, 'table').includes('\u001b')).toBe(false);
  });
});
