import { tableFromIPC } from '@uwdata/flechette';
import { afterEach, describe, expect, it } from 'vitest';
import type { PointsRequest } from '../../../../server/plugins/scalars/contract.js';
import { smooth } from '../../../../server/model/smooth.js';
import { BuiltStore, type FileToWrite } from '../../../support/built-store.js';
import { testApp } from '../../../support/app.js';

interface Row {
  readonly series: number;
  readonly run: string;
  readonly tag: string;
  readonly part: number;
  readonly superseded: boolean;
  readonly start: number;
  readonly total: number;
  readonly restarts: number[];
  readonly step: number[];
  readonly elapsed?: number[];
  readonly wall_time?: number[];
  readonly value: number[];
  readonly smoothed?: number[];
}

let close: (() => Promise<void>) | null = null;
afterEach(async () => {
  await close?.();
  close = null;
});

/** An app over these files, asked for points; ids count from 1 in the order of writing. */
function serve(files: readonly FileToWrite[]) {
  const store = new BuiltStore(files);
  const { app } = testApp(store.reader);
  close = async () => {
    await app.close();
    store.close();
  };
  const ids = new Map(store.reader.series().map(({ runName, tag, id }) => [`${runName}/${tag}`, id as number]));
  const read = (bytes: Uint8Array): Row[] =>
    tableFromIPC(bytes)
      .toArray()
      .map((row) => Object.fromEntries(Object.entries(row as object).map(([name, value]: [string, unknown]) => [name, ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value])) as unknown as Row);
  return {
    id: (name: string): number => ids.get(name) ?? -1,
    all: [...ids.values()],
    post: async (request: PointsRequest): Promise<Row[]> => {
      const answer = await app.inject({ method: 'POST', url: '/api/plugins/scalars/points', payload: request });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('application/vnd.apache.arrow.stream');
      return read(answer.rawPayload);
    },
    get: async (query: string): Promise<Row[]> => read((await app.inject({ url: `/api/plugins/scalars/points?${query}` })).rawPayload),
    postJson: async (route: string, payload: object): Promise<unknown> => (await app.inject({ method: 'POST', url: `/api/plugins/scalars/${route}`, payload })).json(),
    schema: async (request: PointsRequest) =>
      tableFromIPC((await app.inject({ method: 'POST', url: '/api/plugins/scalars/points', payload: request })).rawPayload).schema.fields.map(({ name }) => name),
  };
}

const wave = (count: number): [number, number][] => Array.from({ length: count }, (_, i) => [i, Math.fround(Math.sin(i / 9))]);

describe('POST points', () => {
  it('answers every point of the series asked for, in that order, unknown ids left out', async () => {
    const server = serve([{ run: 'r', tags: { a: [[1, 0.5, 100], [2, NaN, 101.5]], b: [[7, 3, 90]] } }]);
    const rows = await server.post({ series: [server.id('r/b'), 999, server.id('r/a')] });
    expect(rows).toEqual([
      { series: server.id('r/b'), run: 'r', tag: 'b', part: 0, superseded: false, start: 90, total: 1, restarts: [], step: [7], elapsed: [0], value: [3] },
      { series: server.id('r/a'), run: 'r', tag: 'a', part: 0, superseded: false, start: 100, total: 2, restarts: [], step: [1, 2], elapsed: [0, 1.5], value: [0.5, NaN] },
    ]);
  });

  it('keeps steps beyond 2^31, negative steps and values that float32 cannot hold exact', async () => {
    const server = serve([{ run: 'r', tags: { big: [[-5, 0.1], [2 ** 40 + 7, 1e300]] } }]);
    const [row] = await server.post({ series: server.all });
    expect(row?.step).toEqual([-5, 2 ** 40 + 7]);
    expect(row?.value).toEqual([0.1, 1e300]);
  });

  it('thins to about the width and says how many points there are', async () => {
    const server = serve([{ run: 'r', tags: { wave: wave(20_000) } }]);
    const [row] = await server.post({ series: server.all, width: 400 });
    expect(row?.total).toBe(20_000);
    expect(row?.step.length).toBeGreaterThan(300);
    expect(row?.step.length).toBeLessThanOrEqual(404);
    expect(row?.step[0]).toBe(0);
    expect(row?.step.at(-1)).toBe(19_999);
    expect(Math.max(...(row?.value ?? []))).toBe(Math.max(...wave(20_000).map(([, value]) => value)));
  });

  it('bounds the points of a request for very many series, and keeps shapes', async () => {
    const tags = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`t${i}`, wave(1000)]));
    const server = serve([{ run: 'r', tags }]);
    const rows = await server.post({ series: server.all, width: 800 });
    expect(rows).toHaveLength(400);
    const points = rows.reduce((sum, { step }) => sum + step.length, 0);
    expect(points).toBeLessThanOrEqual(100_000);
    expect(points).toBeGreaterThan(70_000);
  });

  it('answers the range and one point beyond each end', async () => {
    const server = serve([{ run: 'r', tags: { a: [[0, 0], [10, 1], [20, 2], [30, 3], [40, 4]] } }]);
    const range = async (from: number, to: number) => {
      const [row] = await server.post({ series: server.all, from, to });
      return [row?.total, row?.step];
    };
    expect(await range(10, 20)).toEqual([2, [0, 10, 20, 30]]);
    expect(await range(11, 12)).toEqual([0, [10, 20]]);
    expect(await range(40, 99)).toEqual([1, [30, 40]]);
    expect(await range(-9, -1)).toEqual([0, [0]]);
    expect(await range(50, 60)).toEqual([0, [40]]);
  });

  it('zooms until every point is there', async () => {
    const server = serve([{ run: 'r', tags: { wave: wave(20_000) } }]);
    const [row] = await server.post({ series: server.all, width: 400, from: 5000, to: 5100 });
    expect(row?.total).toBe(101);
    expect(row?.step).toEqual(Array.from({ length: 103 }, (_, i) => 4999 + i));
  });

  it.each([
    ['step', 1, 2],
    ['relative', 10, 20],
    ['wall', 110, 120],
  ] as const)('reads a range on the %s axis in its unit', async (axis, from, to) => {
    const server = serve([{ run: 'r', tags: { a: [[0, 0, 100], [1, 1, 110], [2, 2, 120], [3, 3, 130]] } }]);
    const [row] = await server.post({ series: server.all, axis, from, to });
    expect([row?.total, row?.step]).toEqual([2, [0, 1, 2, 3]]);
  });

  it('smooths over every point before thinning, from the start even when zoomed', async () => {
    const server = serve([{ run: 'r', tags: { wave: wave(5000) } }]);
    const whole = smooth(Float64Array.from(wave(5000), ([, value]) => value), 0.9);
    const [row] = await server.post({ series: server.all, width: 100, smoothing: 0.9, from: 3000, to: 4000 });
    expect(row?.smoothed?.length).toBe(row?.step.length);
    row?.step.forEach((step, i) => expect(row.smoothed?.[i]).toBeCloseTo(whole[step] as number, 6));
  });

  it('leaves the smoothed column out without smoothing', async () => {
    const server = serve([{ run: 'r', tags: { a: [[0, 1]] } }]);
    expect(await server.schema({ series: server.all })).not.toContain('smoothed');
    expect(await server.schema({ series: server.all, smoothing: 0.5 })).toContain('smoothed');
  });

  describe('after a restart', () => {
    const restarted: readonly FileToWrite[] = [
      { run: 'r', file: '1.tfevents', tags: { loss: [[0, 0, 100], [1, 1, 101], [2, 2, 102], [3, 3, 103]] } },
      { run: 'r', file: '2.tfevents', tags: { loss: [[2, 20, 200], [3, 30, 201], [4, 40, 202]] } },
    ];

    it('leaves superseded points out and says where the writer began again', async () => {
      const server = serve(restarted);
      const rows = await server.post({ series: server.all });
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ step: [0, 1, 2, 3, 4], value: [0, 1, 20, 30, 40], restarts: [2], superseded: false, total: 5 });
    });

    it('answers superseded points as rows of their own on demand', async () => {
      const server = serve(restarted);
      const rows = await server.post({ series: server.all, superseded: true });
      expect(rows.map(({ superseded, part, step, value, start }) => ({ superseded, part, step, value, start }))).toEqual([
        { superseded: false, part: 0, step: [0, 1, 2, 3, 4], value: [0, 1, 20, 30, 40], start: 100 },
        { superseded: true, part: 0, step: [2, 3], value: [2, 3], start: 100 },
      ]);
    });
  });

  describe('when x goes backwards', () => {
    // Two writers at work at once: the older file got its points after the newer one began, so nothing is superseded.
    const woven: readonly FileToWrite[] = [
      { run: 'r', file: '1.tfevents', tags: { a: [[0, 1, 300], [5, 2, 301], [9, 3, 302]] } },
      { run: 'r', file: '2.tfevents', tags: { a: [[4, 4, 200], [6, 5, 201]] } },
    ];

    it('sorts by x', async () => {
      const server = serve(woven);
      expect(await server.post({ series: server.all })).toMatchObject([{ part: 0, step: [0, 4, 5, 6, 9], value: [1, 4, 2, 5, 3] }]);
    });

    it('answers a row for each piece when asked to', async () => {
      const server = serve(woven);
      expect(await server.post({ series: server.all, partition: true })).toMatchObject([
        { part: 0, step: [0, 5, 9] },
        { part: 1, step: [4, 6] },
      ]);
    });
  });

  it('answers a table without rows for series without points and for none at all', async () => {
    const server = serve([{ run: 'r', tags: { empty: [] } }]);
    expect(await server.post({ series: server.all })).toEqual([]);
    expect(await server.post({ series: [] })).toEqual([]);
  });
});

describe('GET points', () => {
  it('finds series by tag and run, and carries wall times', async () => {
    const server = serve([
      { run: 'a', tags: { loss: [[0, 1, 1.7e9 + 0.25]], acc: [[0, 2]] } },
      { run: 'b', tags: { loss: [[0, 3]] } },
    ]);
    expect((await server.get('tag=loss')).map(({ run, tag }) => [run, tag])).toEqual([['a', 'loss'], ['b', 'loss']]);
    expect((await server.get('tag=loss&tag=acc&run=a')).map(({ tag }) => tag)).toEqual(['acc', 'loss']);
    expect((await server.get('tag=loss&run=a'))[0]).toMatchObject({ wall_time: [1.7e9 + 0.25] });
    expect((await server.get(`series=${server.id('b/loss')}&times=elapsed`))[0]).toMatchObject({ run: 'b', elapsed: [0] });
  });
});

describe('POST at', () => {
  it('answers the exact nearest point of each series, and its smoothed value', async () => {
    const server = serve([{ run: 'r', tags: { a: [[0, 1, 100], [10, NaN, 110], [20, 4, 120]], empty: [] } }]);
    const series = [server.id('r/a'), server.id('r/empty'), 999];
    expect(await server.postJson('at', { series, x: 16, smoothing: 0.5 })).toEqual({
      series: [server.id('r/a')],
      step: [20],
      wallTime: [120],
      relative: [20],
      value: [4],
      smoothed: [smooth(Float64Array.of(1, NaN, 4), 0.5)[2]],
    });
    expect(await server.postJson('at', { series, x: 11 })).toMatchObject({ step: [10], value: ['NaN'], smoothed: ['NaN'] });
    expect(await server.postJson('at', { series, axis: 'relative', x: 1e9 })).toMatchObject({ step: [20] });
    expect(await server.postJson('at', { series, axis: 'wall', x: -1 })).toMatchObject({ step: [0] });
  });
});

describe('POST range', () => {
  it('sums up every point between two x, either way round', async () => {
    const points: [number, number][] = [[0, 9], [1, 5], [2, NaN], [3, -1], [4, 3], [5, 9]];
    const server = serve([{ run: 'r', tags: { a: points, nan: [[2, NaN]], far: [[99, 1]] } }]);
    const series = ['a', 'nan', 'far'].map((tag) => server.id(`r/${tag}`));
    const expected = {
      series: [series[0], series[1]],
      count: [4, 1],
      startStep: [1, 2],
      endStep: [4, 2],
      startValue: [5, 'NaN'],
      endValue: [3, 'NaN'],
      min: [-1, 'NaN'],
      max: [5, 'NaN'],
      mean: [7 / 3, 'NaN'],
      stepAtMin: [3, 2],
      stepAtMax: [1, 2],
    };
    expect(await server.postJson('range', { series, from: 1, to: 4 })).toEqual(expected);
    expect(await server.postJson('range', { series, from: 4, to: 1 })).toEqual(expected);
  });
});
