import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../../server/tfevents/event.js';
import { eventValues, type EventValue } from '../../../server/tfevents/event-value.js';
import {
  audioValue, event, graphEvent, histogramValue, imageValue, metaGraphEvent, metadataValue, runMetadataEvent, sessionEvent, sessionStartValue,
  simpleValue, summaryEvent, summaryValue, tensorValue, versionEvent,
} from '../../support/event-writer.js';
import { bytes, concat, float } from '../../support/wire.js';

function valuesOf(payload: Uint8Array): EventValue[] {
  const decoded = decodeEvent(payload);
  if (decoded.kind !== 'event') throw new Error(`expected an event, got ${decoded.kind}`);
  return eventValues(decoded.proto);
}

describe('the values of an event', () => {
  it('keep their order and their place among all values', () => {
    const values = valuesOf(summaryEvent({}, simpleValue('b', 1), simpleValue('a', 2), simpleValue('b', 3)));
    expect(values.map(({ tag, index, body }) => [tag, index, body])).toEqual([
      ['b', 0, { kind: 'simple', value: 1 }],
      ['a', 1, { kind: 'simple', value: 2 }],
      ['b', 2, { kind: 'simple', value: 3 }],
    ]);
  });

  it('have every kind of body', () => {
    const values = valuesOf(
      summaryEvent(
        {},
        simpleValue('simple', NaN),
        tensorValue('tensor', { dtype: 'double', numbers: [1] }),
        histogramValue('histogram', { min: 0, max: 1, limits: [1, 2], counts: [3, 4] }),
        imageValue('image', { width: 3, height: 2, image: Uint8Array.of(1) }),
        audioValue('audio', { clip: Uint8Array.of(2) }),
        metadataValue('none', { plugin: 'hparams' }),
      ),
    );
    expect(values.map(({ tag, body }) => [tag, body.kind])).toEqual(['simple', 'tensor', 'histogram', 'image', 'audio', 'none'].map((kind) => [kind, kind]));
    expect(values[0]?.body).toEqual({ kind: 'simple', value: NaN });
    expect(values[2]?.body).toMatchObject({ histogram: { min: 0, max: 1, bucketLimit: [1, 2], bucket: [3, 4] } });
    expect(values[3]?.body).toMatchObject({ width: 3, height: 2 });
    expect(values[4]?.body).toMatchObject({ contentType: 'audio/wav' });
  });

  it('know a simple value of zero from none', () => {
    expect(valuesOf(summaryEvent({}, simpleValue('a', 0)))[0]?.body).toEqual({ kind: 'simple', value: 0 });
    expect(valuesOf(summaryEvent({}, summaryValue('a', undefined)))[0]?.body).toEqual({ kind: 'none' });
  });

  it('are named by node_name where there is no tag', () => {
    const [value] = valuesOf(summaryEvent({}, concat([bytes(7, 'node'), float(2, 1)])));
    expect(value).toMatchObject({ tag: 'node', body: { kind: 'simple', value: 1 } });
    expect(valuesOf(summaryEvent({}, concat([bytes(7, 'node'), bytes(1, 'tag')])))[0]?.tag).toBe('tag');
  });

  it('carry all of their metadata', () => {
    const spec = { plugin: 'p', content: Uint8Array.of(1, 2), displayName: 'name', description: '*text*', dataClass: 3 };
    const [value] = valuesOf(summaryEvent({}, simpleValue('a', 1, spec)));
    expect(value?.metadata).toEqual({ ...spec, content: Buffer.from(spec.content) });
    expect(valuesOf(summaryEvent({}, simpleValue('a', 1)))[0]?.metadata).toBeNull();
    expect(valuesOf(summaryEvent({}, metadataValue('a', {})))[0]?.metadata).toEqual({ plugin: '', content: new Uint8Array(0), displayName: '', description: '', dataClass: 0 });
  });

  it('may be metadata and nothing else', () => {
    const [value] = valuesOf(summaryEvent({}, sessionStartValue({ lr: 0.1, name: 'x', flag: true })));
    expect(value).toMatchObject({ tag: '_hparams_/session_start_info', body: { kind: 'none' }, metadata: { plugin: 'hparams' } });
  });

  it('are a graph and run metadata too', () => {
    const graphDef = Uint8Array.of(8, 1);
    expect(valuesOf(graphEvent({}, graphDef))).toMatchObject([{ tag: '__run_graph__', index: 0, metadata: null, body: { kind: 'graph', bytes: Buffer.from(graphDef) } }]);
    expect(valuesOf(metaGraphEvent({}, graphDef))).toMatchObject([{ tag: '__run_graph__', body: { kind: 'graph', bytes: Buffer.from(graphDef) } }]);
    expect(valuesOf(runMetadataEvent({}, 'step1', graphDef))).toMatchObject([{ tag: 'step1', body: { kind: 'run-metadata', bytes: Buffer.from(graphDef) } }]);
  });

  it('are none in events of other kinds, and in a meta graph without a graph or that is none', () => {
    expect(valuesOf(versionEvent(1))).toEqual([]);
    expect(valuesOf(sessionEvent({}))).toEqual([]);
    expect(valuesOf(new Uint8Array(0))).toEqual([]);
    expect(valuesOf(event({}, bytes(9, new Uint8Array(0))))).toEqual([]);
    expect(valuesOf(event({}, bytes(9, Uint8Array.of(0xff, 0xff))))).toEqual([]);
  });
});
