import { bool, columnFromArray, float32, float64, int32, list, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import { describe, expect, it } from 'vitest';
import { type Api, ApiFailure } from '../../../web/api/http.js';
import { PointsLoader, decodePoints } from '../../../web/api/points.js';

/** An answer as the contract draws it, with two points a series. */
function answer(series: readonly number[], { smoothed = false } = {}): ArrayBuffer {
  const each = <T>(value: (id: number) => T): T[] => series.map(value);
  const table = tableFromColumns({
    series: columnFromArray(each((id) => id), int32()),
    run: columnFromArray(each((id) => `run ${id}`), utf8()),
    tag: columnFromArray(each(() => 'loss'), utf8()),
    part: columnFromArray(each(() => 0), int32()),
    superseded: columnFromArray(each((id) => id % 2 === 1), bool()),
    start: columnFromArray(each(() => 1e9), float64()),
    total: columnFromArray(each(() => 2), int32()),
    restarts: columnFromArray(each(() => [5]), list(float64())),
    step: columnFromArray(each((id) => [id, id + 1]), list(int32())),
    elapsed: columnFromArray(each(() => [0, 0.5]), list(float32())),
    value: columnFromArray(each(() => [NaN, Infinity]), list(float64())),
    ...(smoothed ? { smoothed: columnFromArray(each(() => [1, 2]), list(float32())) } : {}),
  });
  const bytes = tableToIPC(table, { format: 'stream' });
  if (!bytes) throw new Error('no bytes');
  return bytes.slice().buffer;
}

/** A server whose requests are noted, and a frame that comes when called. */
function setUp() {
  const requests: { series: number[]; smoothing?: number; times: string; signal: AbortSignal | undefined }[] = [];
  let fail: Error | null = null;
  const api: Api = {
    url: (path) => path,
    get: () => Promise.reject(new Error('not used')),
    post: () => Promise.reject(new Error('not used')),
    blob: async () => new Blob(),
    start: async () => ({ blob: new Blob(), total: 0 }),
    bytes: async (_path, body, { signal } = {}) => {
      const request = body as { series: number[]; smoothing?: number; times: string };
      requests.push({ ...request, signal });
      if (fail) throw fail;
      return answer(request.series, { smoothed: request.smoothing !== undefined });
    },
  };
  let scheduled: (() => void)[] = [];
  const loader = new PointsLoader(api, { schedule: (run) => scheduled.push(run) });
  const frame = (): void => {
    const due = scheduled;
    scheduled = [];
    for (const run of due) run();
  };
  return { loader, requests, frame, failWith: (error: Error) => (fail = error) };
}

describe('PointsLoader', () => {
  it('joins what is asked in a frame with the same parameters, and gives each caller its own rows in its order', async () => {
    const { loader, requests, frame } = setUp();
    const a = loader.load([3, 1], { width: 400, smoothing: 0.5 });
    const b = loader.load([1, 2], { smoothing: 0.5, width: 400 });
    frame();
    expect((await a).map((row) => row.series)).toEqual([3, 1]);
    expect((await b).map((row) => row.series)).toEqual([1, 2]);
    expect(requests.map(({ series, times }) => [series, times])).toEqual([[[3, 1, 2], 'elapsed']]);
  });

  it('asks apart what has other parameters or comes in the next frame', async () => {
    const { loader, requests, frame } = setUp();
    const first = [loader.load([1], { width: 400 }), loader.load([1], { width: 401 })];
    frame();
    const next = loader.load([1], { width: 400 });
    frame();
    await Promise.all([...first, next]);
    expect(requests).toHaveLength(3);
  });

  it('splits very many series over several requests', async () => {
    const { loader, requests, frame } = setUp();
    const rows = loader.load(Array.from({ length: 2_001 }, (_, id) => id), {});
    frame();
    expect(await rows).toHaveLength(2_001);
    expect(requests.map((request) => request.series.length)).toEqual([2_000, 1]);
  });

  it('answers at once, without a request, for no series', async () => {
    const { loader, requests } = setUp();
    expect(await loader.load([], {})).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('aborts the shared request only when nobody waits for it any more', async () => {
    const { loader, requests, frame } = setUp();
    const [one, two] = [new AbortController(), new AbortController()];
    const a = loader.load([1], {}, { signal: one.signal });
    const b = loader.load([2], {}, { signal: two.signal });
    frame();
    const both = Promise.allSettled([a, b]);
    one.abort();
    expect(requests[0]?.signal?.aborted).toBe(false);
    two.abort();
    expect(requests[0]?.signal?.aborted).toBe(true);
    expect((await both).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  });

  it('does not ask at all for those who gave up before the frame', async () => {
    const { loader, requests, frame } = setUp();
    const controller = new AbortController();
    const given = loader.load([1], {}, { signal: controller.signal });
    controller.abort();
    frame();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toEqual([]);
  });

  it('tells every waiting caller of a failure', async () => {
    const { loader, frame, failWith } = setUp();
    failWith(new ApiFailure('busy', 'Too many requests are waiting.'));
    const both = Promise.allSettled([loader.load([1], {}), loader.load([2], {})]);
    frame();
    expect((await both).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  });
});

describe('decodePoints', () => {
  it('gives typed columns that are views into the answer', () => {
    const bytes = answer([7], { smoothed: true });
    const [row] = decodePoints(bytes);
    expect(row).toMatchObject({ series: 7, run: 'run 7', tag: 'loss', part: 0, superseded: true, start: 1e9, total: 2 });
    expect(row?.step).toEqual(Int32Array.of(7, 8));
    expect(row?.elapsed).toEqual(Float32Array.of(0, 0.5));
    expect(row?.value).toEqual(Float64Array.of(NaN, Infinity));
    expect(row?.restarts).toEqual(Float64Array.of(5));
    expect(row?.smoothed).toEqual(Float32Array.of(1, 2));
    expect(row?.value.buffer).toBe(bytes);
  });

  it('has no smoothed column when none was asked for, and no rows for an empty answer', () => {
    expect(decodePoints(answer([1]))[0]?.smoothed).toBeNull();
    expect(decodePoints(answer([]))).toEqual([]);
  });
});
