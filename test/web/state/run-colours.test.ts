import { describe, expect, it } from 'vitest';
import { createApp } from '../../../web/state/create-app.js';
import { DASHES, groupRuns, nthColour } from '../../../web/state/run-colours.svelte.js';
import { HandClock, PaperBar, PaperServer, memoryStorage } from './instruments.js';

async function openPage(server: PaperServer, storage = memoryStorage()) {
  const app = createApp({
    api: server.api, clock: new HandClock(), bar: new PaperBar(), persistence: storage.persistence,
    media: { matches: false, addEventListener: () => {} }, nextFrame: () => {},
  });
  await app.catalogue.list();
  const of = (name: string) => {
    const run = app.catalogue.runNamed(name);
    if (!run) throw new Error(`no run ${name}`);
    return app.colours.of(run);
  };
  return { ...app, of };
}

describe('RunColours', () => {
  it('gives no two of a hundred runs the same colour and dash, and neighbours another colour', () => {
    const all = Array.from({ length: 100 }, (_, n) => nthColour(n));
    expect(new Set(all.map((colour) => `${colour.token} ${colour.dash.join(',')}`)).size).toBe(100);
    expect(all.every((colour, n) => colour.token !== all[n + 1]?.token)).toBe(true);
    expect(all.slice(0, 10).every((colour) => colour.dash.length === 0)).toBe(true);
    expect(nthColour(10).dash).not.toEqual([]);
  });

  it('keeps colours when runs are added', async () => {
    const server = new PaperServer();
    server.addRuns('a', 'b');
    const page = await openPage(server);
    const before = page.of('b');
    server.addRuns('c', 'd');
    await page.catalogue.list();
    expect(page.of('b')).toEqual(before);
    expect(page.of('b').css).toBe('var(--run-1)');
  });

  it('dashes a run only while another of its colour is shown', async () => {
    const server = new PaperServer();
    server.addRuns(...Array.from({ length: 12 }, (_, n) => `run-${n}`));
    const page = await openPage(server);
    expect([page.of('run-0').dash, page.of('run-10').dash]).toEqual([[], DASHES[1]]);
    page.runs.set(['run-0'], false);
    expect(page.of('run-10')).toEqual({ css: 'var(--run-0)', token: '--run-0', dash: [] });
    page.selection.setRunFilter('run-1$');
    expect(page.of('run-11').dash).toEqual(DASHES[1]);
  });

  it('remembers a picked colour for the log folder and gives it back', async () => {
    const server = new PaperServer();
    server.addRuns('a');
    const storage = memoryStorage();
    const page = await openPage(server, storage);
    const run = page.catalogue.runs[0];
    if (!run) throw new Error('no run');
    page.colours.pick(run, '#123456');
    expect((await openPage(server, storage)).of('a')).toEqual({ css: '#123456', token: null, dash: [] });
    page.colours.pick(run, '--run-7');
    expect(page.of('a')).toMatchObject({ css: 'var(--run-7)', token: '--run-7' });
    page.colours.pick(run, null);
    expect((await openPage(server, storage)).of('a').token).toBe('--run-0');
  });

  it('does not take a colour from storage that is none', async () => {
    const server = new PaperServer();
    server.addRuns('a');
    const storage = memoryStorage({ 'ridgeline.folder./logs': '{"colours":{"a":"url(http://elsewhere/)"},"choice":7}' });
    expect((await openPage(server, storage)).of('a').token).toBe('--run-0');
  });

  it('colours by capture groups; runs outside every group are grey', async () => {
    const server = new PaperServer();
    server.addRuns('x/train', 'x/eval', 'y/train', 'other');
    const page = await openPage(server);
    page.selection.setColourBy('(train|eval)');
    expect(['x/train', 'x/eval', 'y/train', 'other'].map((name) => page.of(name).token)).toEqual(['--run-0', '--run-1', '--run-0', '--run-none']);
    page.selection.setColourBy('(');
    expect(page.of('other').token).toBe('--run-3');
  });

  it('groups by all capture groups together, and by matching when there are none', () => {
    const runs = ['a1', 'b1', 'a2', 'c'].map((name, id) => ({ id, name, startTime: null, lastTime: null, problems: 0 }));
    const names = (text: string) => groupRuns(runs, text)?.map((group) => [group.name, group.runs.length]);
    expect(names('([ab])(\\d)')).toEqual([['a, 1', 1], ['b, 1', 1], ['a, 2', 1]]);
    expect(names('\\d')).toEqual([['matches', 3]]);
    expect(names('(b)?.1')).toEqual([['', 2]]);
    expect(names('')).toBeUndefined();
  });
});
