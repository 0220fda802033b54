import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../server/plugins/claim.js';
import { claims } from '../../../server/plugins/claims.js';
import { decodeEvent } from '../../../server/tfevents/event.js';
import { eventValues, type ValueBody } from '../../../server/tfevents/event-value.js';
import {
  audioValue, graphEvent, histogramValue, imageValue, metadataValue, runMetadataEvent, simpleValue, summaryEvent, tensorValue,
} from '../../support/event-writer.js';
import type { TensorSpec } from '../../support/tensor-writer.js';

function bodyOf(payload: Uint8Array): ValueBody {
  const decoded = decodeEvent(payload);
  const [value] = decoded.kind === 'event' ? eventValues(decoded.proto) : [];
  if (value === undefined) throw new Error('the event carries nothing');
  return value.body;
}
const valueBody = (value: Uint8Array): ValueBody => bodyOf(summaryEvent({}, value));
const tensor = (spec: TensorSpec): ValueBody => valueBody(tensorValue('t', spec));
const strings = (shape: readonly number[]): ValueBody =>
  tensor({ dtype: 'string', shape, strings: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => `${i}`) });
const numbers = (...shape: number[]): ValueBody => tensor({ dtype: 'float', shape, numbers: new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(1) });

const bodies = {
  simple: valueBody(simpleValue('t', 0.5)),
  number: tensor({ dtype: 'double', numbers: [0.25] }),
  pair: numbers(2),
  text: strings([]),
  vector: strings([3]),
  table: strings([2, 2]),
  buckets: numbers(30, 3),
  noBuckets: tensor({ dtype: 'double', shape: [0, 3], content: false }),
  curve: numbers(6, 21),
  vertices: numbers(1, 8, 3),
  histogram: valueBody(histogramValue('t', { min: 0, max: 1, limits: [1, 2], counts: [1, 1] })),
  image: valueBody(imageValue('t', { width: 1, height: 1, image: new Uint8Array(9) })),
  audio: valueBody(audioValue('t', { clip: new Uint8Array(9) })),
  graph: bodyOf(graphEvent({}, new Uint8Array(3))),
  runMetadata: bodyOf(runMetadataEvent({}, 't', new Uint8Array(3))),
  nothing: valueBody(metadataValue('t', {})),
} as const satisfies Record<string, ValueBody>;

/** What each plugin makes of which bodies; null of all the rest. */
const measures: Readonly<Record<string, Partial<Record<keyof typeof bodies, number>>>> = {
  scalars: { simple: 0.5, number: 0.25 },
  histograms: { buckets: 90, noBuckets: 0, histogram: 6 },
  images: { vector: 3, image: 3 },
  audio: { vector: 3, table: 2, audio: 1 },
  text: { text: 1, vector: 3, table: 4 },
  pr_curves: { curve: 126 },
  mesh: { vertices: 24 },
  custom_scalars: { text: 1, vector: 3, table: 4 },
  graphs: { graph: 1 },
  graph_tagged_run_metadata: { runMetadata: 1 },
  graph_run_metadata: { text: 1, vector: 3, table: 4 },
  graph_run_metadata_graph: { text: 1, vector: 3, table: 4 },
  graph_keras_model: { text: 1, vector: 3, table: 4 },
};

const claimOf = (name: string): Claim => claims.find(({ names }) => names.includes(name)) as Claim;

describe('the claims of the plugins', () => {
  it('name every plugin of TensorBoard once', () => {
    expect(claims.flatMap(({ names }) => [...names]).sort()).toEqual([...Object.keys(measures), 'hparams'].sort());
  });

  it('claim every old way of writing once', () => {
    expect(claims.flatMap(({ legacy }) => legacy ?? []).sort()).toEqual(['audio', 'graph', 'histogram', 'image', 'run-metadata', 'simple']);
  });

  it.each(Object.entries(measures))('%s measures its own and nothing else', (name, own) => {
    const { measure } = claimOf(name);
    const measured = Object.fromEntries(Object.entries(bodies).map(([what, body]) => [what, measure(body)]));
    expect(measured).toEqual({ ...Object.fromEntries(Object.keys(bodies).map((what) => [what, null])), ...own });
  });

  it('hparams takes values without anything in them, and TensorFlow’s empty tensor', () => {
    const { measure } = claimOf('hparams');
    expect(measure(bodies.nothing)).toBe(0);
    expect(measure(tensor({ dtype: 'float', shape: [0], content: false }))).toBe(0);
  });

  it('know their data class', () => {
    const classes = Object.fromEntries(claims.flatMap(({ names, dataClass }) => names.map((name) => [name, dataClass])));
    expect(classes).toEqual({
      scalars: 'scalar',
      histograms: 'tensor',
      text: 'tensor',
      hparams: 'tensor',
      pr_curves: 'tensor',
      mesh: 'tensor',
      custom_scalars: 'tensor',
      images: 'blob-sequence',
      audio: 'blob-sequence',
      graphs: 'blob-sequence',
      graph_tagged_run_metadata: 'blob-sequence',
      graph_run_metadata: 'blob-sequence',
      graph_run_metadata_graph: 'blob-sequence',
      graph_keras_model: 'blob-sequence',
    });
  });

  it('count a string that stands for millions without making them', () => {
    const [many, tooMany] = [2 ** 24, 2 ** 40].map((size) => tensor({ dtype: 'string', shape: [size], strings: ['x'] }));
    for (const name of ['text', 'images', 'audio', 'custom_scalars', 'graph_keras_model']) {
      const { measure } = claimOf(name);
      // enough of them to be noticed, should each make its list
      for (let i = 0; i < 100; i++) expect(measure(many!)).toBe(2 ** 24);
      expect(measure(tooMany!)).toBeNull();
    }
  });
});
