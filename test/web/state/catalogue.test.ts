import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../web/state/catalogue.svelte.js';
import { HandClock, PaperServer, loadStatus, settle } from './instruments.js';

function setUp() {
  const server = new PaperServer();
  const clock = new HandClock();
  const following = { follow: true };
  const catalogue = new Catalogue({ api: server.api, clock, following: () => following });
  const listings = (): number => server.asked.filter((path) => path === 'api/runs').length;
  const hello = (commit: number, generation = 'g1') => ({ type: 'hello', generation, commit, load: loadStatus(), problems: 0 }) as const;
  const commit = (n: number, catalogueChanged: boolean) => ({ type: 'commit', commit: n, changed: [1], catalogueChanged, problems: 0 }) as const;
  return { server, clock, catalogue, following, listings, hello, commit };
}

describe('Catalogue', () => {
  it('finds series by plugin, tag and run; tags in natural order, series in run order', async () => {
    const { server, catalogue } = setUp();
    server.addRuns('b', 'a');
    server.series = [[2, 'loss/10', 'scalars'], [1, 'loss/10', 'scalars'], [1, 'loss/9', 'scalars'], [1, 'sample', 'images']];
    await catalogue.list();
    expect(catalogue.state).toBe('ready');
    expect(catalogue.plugin('scalars').tags).toEqual(['loss/9', 'loss/10']);
    expect(catalogue.plugin('scalars').of('loss/10').map((series) => [series.run.name, series.id])).toEqual([['b', 101], ['a', 100]]);
    expect(catalogue.plugin('scalars').find('loss/10', 2)?.lastValue).toBeNaN();
    expect(catalogue.plugin('scalars').find('loss/9', 2)).toBeUndefined();
    expect(catalogue.plugin('audio').tags).toEqual([]);
    expect([catalogue.orderOf(2), catalogue.orderOf(77), catalogue.runNamed('a')?.id]).toEqual([1, -1, 2]);
  });

  it('leaves out series whose run is not listed, rather than failing', async () => {
    const { server, catalogue } = setUp();
    server.addRuns('a');
    server.series = [[1, 'loss', 'scalars'], [9, 'loss', 'scalars']];
    await catalogue.list();
    expect(catalogue.plugin('scalars').count).toBe(1);
  });

  it('lists again for a greeting with another generation or a commit it has not seen, and for no other', async () => {
    const { catalogue, listings, hello, clock, server } = setUp();
    await catalogue.list();
    await clock.pass(10_000);
    catalogue.receive(hello(1));
    await settle();
    expect(listings()).toBe(1);
    server.commit = 2;
    catalogue.receive(hello(2));
    await settle();
    expect(listings()).toBe(2);
    await clock.pass(10_000);
    server.generation = 'g2';
    catalogue.receive(hello(2, 'g2'));
    await settle();
    expect([listings(), catalogue.generation]).toEqual([3, 'g2']);
  });

  it('does not list twice at the start, when the greeting comes before the first listing is there', async () => {
    const { catalogue, listings, hello, clock, server } = setUp();
    const first = catalogue.list();
    catalogue.receive(hello(1));
    await first;
    await clock.pass(10_000);
    expect(listings()).toBe(1);
    const second = catalogue.list();
    await Promise.resolve();
    catalogue.receive(hello(5));
    await second;
    server.commit = 5;
    await clock.pass(10_000);
    expect(listings()).toBe(3);
  });

  it('lists again when runs or series came or went, gathering what comes within a second', async () => {
    const { catalogue, listings, commit, clock } = setUp();
    await catalogue.list();
    await clock.pass(10_000);
    catalogue.receive(commit(2, false));
    await settle();
    expect(listings()).toBe(1);
    for (let n = 3; n < 8; n++) catalogue.receive(commit(n, true));
    await settle();
    expect(listings()).toBe(2);
    catalogue.receive(commit(9, true));
    await clock.pass(999);
    expect(listings()).toBe(2);
    await clock.pass(1);
    expect(listings()).toBe(3);
  });

  it('waits while following is off, and catches up when it is switched on', async () => {
    const { catalogue, listings, commit, clock, following } = setUp();
    await catalogue.list();
    await clock.pass(10_000);
    following.follow = false;
    catalogue.receive(commit(2, true));
    await settle();
    expect([listings(), catalogue.behind]).toEqual([1, true]);
    following.follow = true;
    catalogue.followingChanged();
    await settle();
    expect([listings(), catalogue.behind]).toEqual([2, false]);
  });

  it('keeps what it has when a listing fails, and says why', async () => {
    const { catalogue, server } = setUp();
    server.failing = true;
    await catalogue.list();
    expect([catalogue.state, catalogue.failure?.code]).toEqual(['failed', 'offline']);
    server.failing = false;
    server.addRuns('a');
    await catalogue.list();
    expect([catalogue.state, catalogue.failure, catalogue.runs.length]).toEqual(['ready', null, 1]);
    server.failing = true;
    await catalogue.list();
    expect([catalogue.state, catalogue.failure?.code, catalogue.runs.length]).toEqual(['ready', 'offline', 1]);
  });

  it('asks once more when asked while a listing is under way, so that its answer is never older than the question', async () => {
    const { catalogue, listings, server } = setUp();
    const first = catalogue.list();
    server.addRuns('late');
    await Promise.all([first, catalogue.list(), catalogue.list()]);
    expect([listings(), catalogue.runs.length]).toEqual([2, 1]);
  });
});
