import { expect, test } from 'vitest';
import type { HistogramsRequest } from '../../../server/plugins/histograms/contract.js';
import type { Api } from '../../../web/api/http.js';
import { HistogramPoints } from '../../../web/cards/histogram-points.svelte.js';
import type { Pulse } from '../../../web/state/pulse.svelte.js';
import { answerOf } from '../histograms/instruments.js';
import { settle } from '../state/instruments.js';

/** A server with steps 0 to `last` of series 1, and what it was asked. */
function server(last: number): { api: Api; asked: HistogramsRequest[]; grow(to: number): void } {
  const asked: HistogramsRequest[] = [];
  const bytes = (_path: string, body: unknown): Promise<ArrayBuffer> => {
    const request = body as HistogramsRequest;
    asked.push(request);
    const all = Array.from({ length: last + 1 }, (_, i) => i).filter((step) => step >= (request.from ?? 0) && step <= (request.to ?? last));
    const stride = Math.max(1, Math.ceil(all.length / (request.steps ?? all.length)));
    const steps = all.filter((step) => step % stride === 0);
    return Promise.resolve(answerOf(steps.map((step) => ({ series: 1, run: 'a', step, wallTime: 100 + step, total: all.length, buckets: [], percentiles: [] }))));
  };
  return { api: { bytes } as unknown as Api, asked, grow: (to) => (last = to) };
}

function beats(): { pulse: Pulse; beat(): void } {
  const listeners = new Set<(changes: 'all') => void>();
  const onBeat = (listener: (changes: 'all') => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { pulse: { onBeat } as unknown as Pulse, beat: () => listeners.forEach((listener) => listener('all')) };
}

const question = { series: [1], steps: 10, only: 'buckets' } as const;
const stepsOf = (points: HistogramPoints): number[] => [...(points.rows?.[0]?.steps ?? [])];

test('nothing is asked out of sight; in sight evenly chosen steps of all', async () => {
  const { api, asked } = server(99);
  const points = new HistogramPoints({ api, pulse: beats().pulse });
  points.ask(question);
  await settle();
  expect(asked).toEqual([]);
  points.show(true);
  await settle();
  expect(asked).toEqual([question]);
  expect([points.rows?.[0]?.total, stepsOf(points).length, points.state]).toEqual([100, 10, 'ready']);
});

test('a range has steps of its own, and those of the whole until they come', async () => {
  const { api, asked } = server(99);
  const points = new HistogramPoints({ api, pulse: beats().pulse });
  points.ask(question);
  points.show(true);
  await settle();
  points.narrow({ from: 20, to: 24 });
  expect(stepsOf(points)).toHaveLength(10);
  await settle();
  expect(asked.at(-1)).toEqual({ ...question, from: 20, to: 24 });
  expect(stepsOf(points)).toEqual([20, 21, 22, 23, 24]);
  expect(points.startOf(1)).toBe(100);
  points.narrow({ from: 21, to: 22 });
  expect(stepsOf(points)).toEqual([20, 21, 22, 23, 24]);
  points.narrow(null);
  expect(stepsOf(points)).toHaveLength(10);
});

test('where every step is there already a range asks for nothing', async () => {
  const { api, asked } = server(7);
  const points = new HistogramPoints({ api, pulse: beats().pulse });
  points.ask(question);
  points.show(true);
  await settle();
  points.narrow({ from: 2, to: 3 });
  await settle();
  expect([asked.length, stepsOf(points).length]).toEqual([1, 8]);
});

test('new steps appear with a beat', async () => {
  const { api, grow } = server(4);
  const { pulse, beat } = beats();
  const points = new HistogramPoints({ api, pulse });
  points.ask(question);
  points.show(true);
  await settle();
  grow(5);
  beat();
  await settle();
  expect(stepsOf(points)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a card without series asks for nothing', async () => {
  const { api, asked } = server(4);
  const points = new HistogramPoints({ api, pulse: beats().pulse });
  points.ask({ ...question, series: [] });
  points.show(true);
  await settle();
  expect([asked, points.rows]).toEqual([[], []]);
});
