import { describe, expect, it } from 'vitest';
import type { HparamValue, TrialsAnswer } from '../../../server/plugins/hparams/contract.js';
import type { Api } from '../../../web/api/http.js';
import { createApp } from '../../../web/state/create-app.js';
import { HandClock, memoryStorage, PaperBar, PaperServer, settle } from './instruments.js';

const PATH = 'api/plugins/hparams/trials';

/** Trials by run: what each states. */
class TrialServer extends PaperServer {
  trials: Record<string, Record<string, HparamValue>> = {};

  readonly trialApi: Api = {
    ...this.api,
    get: async <T>(path: string, options?: { signal?: AbortSignal }) => {
      if (path !== PATH) return this.api.get<T>(path, options);
      this.asked.push(path);
      return this.#trialsAnswer() as T;
    },
  };

  get questions(): number {
    return this.asked.filter((path) => path === PATH).length;
  }

  state(trials: Record<string, Record<string, HparamValue>>): void {
    for (const name of Object.keys(trials)) {
      if (!this.runs.some((run) => run.name === name)) this.addRuns(name);
      this.series.push([this.runs.find((run) => run.name === name)?.id ?? 0, '_hparams_/session_start_info', 'hparams']);
    }
    Object.assign(this.trials, trials);
  }

  #trialsAnswer(): Pick<TrialsAnswer, 'hyperparameters' | 'hyperparametersLeftOut' | 'sessions'> {
    const rows = Object.values(this.trials);
    const run = Object.keys(this.trials);
    return {
      hyperparameters: [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => ({
        name, displayName: '', description: '', type: 'mixed', domain: null, differs: true, values: rows.map((row) => row[name] ?? null),
      })),
      hyperparametersLeftOut: 0,
      sessions: { run, trial: run.map((_, i) => i), runs: [], status: [], startTime: [], endTime: [] },
    };
  }
}

async function openPage(server: TrialServer, storage = memoryStorage()) {
  const app = createApp({
    api: server.trialApi, clock: new HandClock(), bar: new PaperBar(), persistence: storage.persistence,
    media: { matches: false, addEventListener: () => {} }, nextFrame: (run) => void Promise.resolve().then(run),
  });
  await app.catalogue.list();
  await settle();
  return { ...app, storage, shown: () => app.runs.shown.map(({ name }) => name) };
}

describe('HparamColumns', () => {
  it('asks nothing of a log without hyperparameters, nor before something needs an answer', async () => {
    const server = new TrialServer();
    server.addRuns('x');
    const none = await openPage(server);
    none.hparams.setListOpen(true);
    await settle();
    expect([none.hparams.available, server.questions]).toEqual([false, 0]);

    server.state({ a: { lr: 1 } });
    const page = await openPage(server);
    expect([page.hparams.available, server.questions]).toEqual([true, 0]);
    page.hparams.setListOpen(true);
    await settle();
    expect([page.hparams.all.map(({ name }) => name), server.questions]).toEqual([['lr'], 1]);
    page.hparams.setListOpen(false);
    page.pulse.reload();
    await settle();
    expect(server.questions).toBe(1);
  });

  it('gives a run the value of the session at or above it', async () => {
    const server = new TrialServer();
    server.addRuns('a/train', 'other');
    server.state({ a: { lr: 0.5 } });
    const { hparams } = await openPage(server);
    hparams.toggle('lr', true);
    await settle();
    expect(['a', 'a/train', 'other', 'unknown'].map((run) => hparams.valueOf(run, 'lr'))).toEqual([0.5, 0.5, null, null]);
    expect(hparams.valueOf('a', 'gone')).toBe(null);
  });

  it('narrows the shown runs by its filters, and by none that speaks of what is not there', async () => {
    const server = new TrialServer();
    server.addRuns('plain');
    server.state({ a: { lr: 1 }, b: { lr: 2 }, c: { lr: 3 } });
    const page = await openPage(server);
    page.hparams.setFilter('gone', { kind: 'set', values: [], missing: false });
    page.hparams.setFilter('lr', { kind: 'range', min: 2, max: null, missing: true });
    await settle();
    expect(page.shown()).toEqual(['plain', 'b', 'c']);
    page.hparams.setFilter('lr', { kind: 'range', min: 2, max: null, missing: false });
    expect(page.shown()).toEqual(['b', 'c']);
    page.selection.setRunFilter('c');
    expect(page.shown()).toEqual(['c']);
    page.hparams.setFilter('lr', { kind: 'range', min: null, max: null, missing: true });
    expect(Object.keys(page.hparams.filters)).toEqual(['gone']);
  });

  it('remembers columns, order and filters for the log folder, and applies them at the next visit', async () => {
    const server = new TrialServer();
    server.state({ a: { lr: 1, opt: 'x' }, b: { lr: 2, opt: 'y' } });
    const first = await openPage(server);
    first.hparams.toggle('opt', true);
    first.hparams.toggle('lr', true);
    first.hparams.move('lr', -1);
    first.hparams.sortBy('lr');
    first.hparams.setFilter('opt', { kind: 'set', values: ['y'], missing: true });
    const later = await openPage(server, first.storage);
    expect([later.hparams.shown, later.hparams.sorting]).toEqual([['lr', 'opt'], { name: 'lr', descending: false }]);
    expect(later.shown()).toEqual(['b']);
    server.logdir = '/elsewhere';
    const elsewhere = await openPage(server, first.storage);
    expect([elsewhere.hparams.shown, elsewhere.shown()]).toEqual([[], ['a', 'b']]);
  });

  it('forgets the filter of a column that is removed, and the order by it', async () => {
    const server = new TrialServer();
    server.state({ a: { lr: 1 }, b: { lr: 2 } });
    const page = await openPage(server);
    page.hparams.toggle('lr', true);
    page.hparams.sortBy('lr');
    page.hparams.setFilter('lr', { kind: 'range', min: 2, max: null, missing: true });
    await settle();
    expect(page.shown()).toEqual(['b']);
    page.hparams.toggle('lr', false);
    expect([page.shown(), page.hparams.sorting, page.hparams.filters]).toEqual([['a', 'b'], null, {}]);
  });

  it('learns of trials that begin, and of what a session says later', async () => {
    const server = new TrialServer();
    server.state({ a: { lr: 1 } });
    const { hparams, catalogue, pulse } = await openPage(server);
    hparams.toggle('lr', true);
    await settle();
    server.state({ b: { lr: 2 } });
    await catalogue.list();
    await settle();
    expect(hparams.valueOf('b', 'lr')).toBe(2);
    server.trials['a'] = { lr: 7 };
    pulse.note([100]);
    await settle();
    expect(hparams.valueOf('a', 'lr')).toBe(7);
    const before = server.questions;
    pulse.note([4_000]);
    await settle();
    expect(server.questions).toBe(before);
  });
});
