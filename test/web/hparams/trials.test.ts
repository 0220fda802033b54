import { describe, expect, it } from 'vitest';
import type { TrialsAnswer } from '../../../server/plugins/hparams/contract.js';
import type { Api } from '../../../web/api/http.js';
import { Trials } from '../../../web/hparams/trials.svelte.js';
import { trialWords } from '../../../web/hparams/trial-words.js';
import { Selection } from '../../../web/state/selection.svelte.js';
import { HandClock, PaperBar, PaperServer, settle } from '../state/instruments.js';

/** Three trials: learning rates 0.1, 0.01 and none; losses 3, 1, 2. */
function answer(names = ['a', 'b', 'c']): TrialsAnswer {
  const column = { displayName: '', description: '', domain: null, differs: true };
  return {
    generation: 'g', commit: 1, experiment: null, trials: names, statuses: names.map((name) => (name === 'c' ? 'running' : 'success')),
    hyperparameters: [
      { ...column, name: 'lr', type: 'number', values: names.map((name) => ({ a: 0.1, b: 0.01 })[name] ?? null) },
      { ...column, name: 'opt', type: 'string', values: names.map((name) => (name === 'b' ? 'sgd' : 'adam')) },
    ],
    hyperparametersLeftOut: 0,
    metrics: [{ tag: 'loss', group: '', displayName: '', description: '', dataset: 'unknown', declared: false, goal: 'minimize', values: names.map((name) => ({ a: 3, b: 1, c: 2 })[name] ?? 'NaN'), sessionValues: null }],
    metricsLeftOut: 0,
    sessions: { trial: names.map((_, i) => i), run: names, runs: names.map((_, i) => [i]), status: names.map(() => 'success'), startTime: names.map((name) => ({ a: 30, b: 20, c: 10 })[name] ?? null), endTime: names.map(() => null) },
    unreadable: 0,
  };
}

async function setUp(address = '') {
  const clock = new HandClock();
  const selection = new Selection(new PaperBar(address), { clock });
  const asked: unknown[] = [];
  let next = answer();
  const api: Api = { ...new PaperServer().api, post: async <T>(_: string, body?: unknown) => { asked.push(body); return next as T; } };
  const trials = new Trials({ api, pulse: { onBeat: () => () => {} }, selection });
  trials.show(true);
  await settle();
  const names = (): string[] => trials.shown.map((trial) => trials.nameOf(trial));
  return { trials, selection, asked, names, grow: async (...more: string[]) => { next = answer(more); trials.ask(); await settle(); } };
}

describe('trials', () => {
  it('are those of the answer, and the address says which stay and how they are sorted', async () => {
    expect((await setUp()).names()).toEqual(['a', 'b', 'c']);
    expect((await setUp('?hparamsFilters={"h:lr":{"range":[0.05,null]}}')).names()).toEqual(['a']);
    expect((await setUp('?hparamsFilters={"h:lr":{"range":[0.05,null],"missing":true}}')).names()).toEqual(['a', 'c']);
    expect((await setUp('?hparamsStatuses=success&hparamsSort=["m::loss"]')).names()).toEqual(['b', 'a']);
    expect((await setUp('?hparamsSort=["start"]')).names()).toEqual(['c', 'b', 'a']);
    expect((await setUp('?hparamsMissing=leave-out')).names()).toEqual(['a', 'b']);
  });

  it('ask for the value that counts', async () => {
    expect((await setUp()).asked).toEqual([{ value: 'last' }]);
    expect((await setUp('?hparamsValue=mean:7')).asked).toEqual([{ value: 'mean', lastK: 7 }]);
  });

  it('lose every filter, status and brush when they are cleared', async () => {
    const { trials, names, selection } = await setUp('?hparamsFilters={"h:lr":{"range":[0.05,null]}}&hparamsStatuses=running');
    trials.brush('m::loss', { kind: 'range', min: 0, max: 1 });
    expect([names(), trials.filtered]).toEqual([[], true]);
    trials.clearFilters();
    expect([names(), trials.filtered, trials.brushed, selection.parameter('hparamsFilters')]).toEqual([['a', 'b', 'c'], false, null, '']);
  });

  it('lose a filter that lets everything through', async () => {
    const { trials, selection } = await setUp();
    trials.setFilter('h:opt', { kind: 'match', text: 'sgd' });
    expect(selection.parameter('hparamsFilters')).toContain('sgd');
    trials.setFilter('h:opt', { kind: 'match', text: '' });
    expect(selection.parameter('hparamsFilters')).toBe('');
  });
});

describe('columns', () => {
  it('come and go: a hyperparameter before the metrics, a metric at the end', async () => {
    const { trials } = await setUp();
    const keys = (): string[] => trials.visible.map(({ key }) => key);
    trials.toggle('h:lr', false);
    expect(keys()).toEqual(['h:opt', 'm::loss']);
    trials.toggle('h:lr', true);
    expect(keys()).toEqual(['h:opt', 'h:lr', 'm::loss']);
    trials.toggle('m::loss', false);
    trials.toggle('m::loss', true);
    expect(keys()).toEqual(['h:opt', 'h:lr', 'm::loss']);
  });

  it('that the address names and the logs do not have are passed over', async () => {
    expect((await setUp('?hparamsColumns=["m::loss","h:gone","m::loss"]')).trials.visible.map(({ key }) => key)).toEqual(['m::loss']);
  });

  it('colour trials by the metric most have, by another, or not at all', async () => {
    const { trials } = await setUp();
    expect([trials.colourColumn?.key, [...trials.shades]]).toEqual(['m::loss', [63, 0, 32]]);
    trials.setColour('h:lr');
    expect([...trials.shades]).toEqual([63, 0, -1]);
    trials.setColour('none');
    expect([trials.colourColumn, [...trials.shades]]).toEqual([undefined, [-1, -1, -1]]);
  });

  it('know the best of the trials shown, whichever way is better', async () => {
    const { trials } = await setUp();
    expect([0, 1, 2].map((trial) => trials.isBest('m::loss', trial))).toEqual([false, true, false]);
    trials.setGoal('m::loss', 'maximize');
    expect([0, 1, 2].map((trial) => trials.isBest('m::loss', trial))).toEqual([true, false, false]);
  });
});

describe('what is selected', () => {
  it('is what is shown, else what is brushed, else what is chosen', async () => {
    const { trials } = await setUp();
    expect(trials.selected).toEqual([0, 1, 2]);
    trials.brush('m::loss', { kind: 'range', min: 0, max: 2 });
    expect(trials.selected).toEqual([1, 2]);
    trials.brush('h:lr', { kind: 'range', min: 0, max: 1 });
    expect(trials.selected).toEqual([1]);
    trials.choose(0, true);
    expect(trials.selected).toEqual([0]);
    trials.chooseNone();
    trials.brush('h:lr', null);
    trials.keepBrushed();
    expect([trials.brushed, trials.selected]).toEqual([null, [1, 2]]);
  });

  it('stays with its trials when others come before them', async () => {
    const { trials, grow } = await setUp();
    trials.choose(1, true);
    await grow('a', 'a2', 'b', 'c');
    expect(trials.chosen.map((trial) => trials.nameOf(trial))).toEqual(['b']);
    await grow('a');
    expect([trials.chosen, trials.selected]).toEqual([[], [0]]);
  });
});

describe('a trial in words', () => {
  it('says its name, its status and every value shown', async () => {
    const { trials } = await setUp();
    trials.choose(2, true);
    expect(trialWords(trials, 2)).toBe('c, running, chosen: lr none, opt adam, loss 2');
    expect(trialWords(trials, -1)).toBe('');
  });
});
