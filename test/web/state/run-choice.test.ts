import { describe, expect, it } from 'vitest';
import { createApp } from '../../../web/state/create-app.js';
import { AUTOMATIC_RUNS } from '../../../web/state/run-choice.svelte.js';
import { HandClock, PaperBar, PaperServer, memoryStorage, settle } from './instruments.js';

async function openPage(server: PaperServer, { bar = new PaperBar(), storage = memoryStorage() } = {}) {
  const clock = new HandClock();
  const app = createApp({
    api: server.api, clock, bar, persistence: storage.persistence,
    media: { matches: false, addEventListener: () => {} }, nextFrame: (run) => void Promise.resolve().then(run),
  });
  await app.catalogue.list();
  const shown = (): string[] => app.runs.shown.map((run) => run.name);
  return { ...app, bar, clock, storage, shown };
}

const many = (n: number): string[] => Array.from({ length: n }, (_, i) => `run-${i + 1}`);

describe('RunChoice', () => {
  it('shows all of up to 100 runs, also those that start later', async () => {
    const server = new PaperServer();
    server.addRuns(...many(AUTOMATIC_RUNS - 1));
    const page = await openPage(server);
    expect([page.shown().length, page.runs.limited]).toEqual([AUTOMATIC_RUNS - 1, false]);
    server.addRuns('new');
    await page.catalogue.list();
    expect(page.shown()).toContain('new');
  });

  it('shows the newest 100 of more, says so, and leaves out runs that start later', async () => {
    const server = new PaperServer();
    server.addRuns(...many(812));
    const page = await openPage(server);
    expect(page.shown()).toEqual(many(812).slice(-AUTOMATIC_RUNS));
    expect(page.runs.limited).toBe(true);
    server.addRuns('new');
    await page.catalogue.list();
    expect(page.shown()).not.toContain('new');
  });

  it('draws what is checked and matches the filter; an invalid filter draws nothing', async () => {
    const server = new PaperServer();
    server.addRuns('train/a', 'train/b', 'eval/a');
    const page = await openPage(server);
    page.selection.setRunFilter('TRAIN');
    page.runs.set(['train/b'], false);
    expect(page.shown()).toEqual(['train/a']);
    expect([...page.runs.shownIds]).toEqual([1]);
    expect(page.runs.checked.has('eval/a')).toBe(true);
    page.selection.setRunFilter('(');
    expect(page.shown()).toEqual([]);
  });

  it('remembers a choice made by hand for the log folder, and treats later runs by the rule', async () => {
    const server = new PaperServer();
    server.addRuns('a', 'b', 'c');
    const storage = memoryStorage();
    const first = await openPage(server, { storage });
    first.runs.only(['b']);
    server.addRuns('later');
    expect((await openPage(server, { storage })).shown()).toEqual(['b', 'later']);
    server.logdir = '/elsewhere';
    expect((await openPage(server, { storage })).shown()).toEqual(['a', 'b', 'c', 'later']);
  });

  it('puts a short choice into the address, and such a link opens as it was', async () => {
    const server = new PaperServer();
    server.addRuns(...many(30));
    const page = await openPage(server);
    page.runs.set(['run-3'], false);
    await page.clock.pass(1_000);
    expect(page.bar.steps.at(-1)).toBe('?hiddenRun=run-3');
    page.runs.only(['run-1', 'run-2']);
    await page.clock.pass(1_000);
    const link = page.bar.steps.at(-1) ?? '';
    expect(link).toBe('?run=run-1&run=run-2');
    expect((await openPage(server, { bar: new PaperBar(link) })).shown()).toEqual(['run-1', 'run-2']);
  });

  it('keeps a long choice out of the address', async () => {
    const server = new PaperServer();
    server.addRuns(...many(150));
    const page = await openPage(server);
    page.runs.only(many(50));
    await page.clock.pass(1_000);
    expect(page.bar.steps.at(-1)).toBe('');
    expect(page.shown()).toHaveLength(50);
  });

  it('follows Back to the choice that page had', async () => {
    const server = new PaperServer();
    server.addRuns('a', 'b');
    const page = await openPage(server, { bar: new PaperBar('?run=a#scalars') });
    page.selection.openTab('timeseries');
    page.runs.only(['b']);
    await page.clock.pass(1_000);
    page.bar.back();
    await settle();
    expect(page.shown()).toEqual(['a']);
  });
});
