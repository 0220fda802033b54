import { describe, expect, it } from 'vitest';
import { measureOf, settle } from '../../../server/ingest/claim.js';
import { pluginName } from '../../../server/model/names.js';
import { decodeEvent } from '../../../server/tfevents/event.js';
import { eventValues, type EventValue } from '../../../server/tfevents/event-value.js';
import { graphEvent, histogramValue, metadataValue, simpleValue, summaryEvent, tensorValue, textValue } from '../../support/event-writer.js';

function valueOf(payload: Uint8Array): EventValue {
  const decoded = decodeEvent(payload);
  const [value] = decoded.kind === 'event' ? eventValues(decoded.proto) : [];
  if (value === undefined) throw new Error('the event carries nothing');
  return value;
}
const settled = (value: Uint8Array): string => {
  const { plugin, dataClass } = settle(valueOf(summaryEvent({}, value)));
  return `${plugin}, ${dataClass}`;
};
const number = { dtype: 'float', numbers: [1] } as const;

describe('what a series is', () => {
  it('is said by the plugin its metadata names', () => {
    expect(settled(tensorValue('a', number, { plugin: 'scalars' }))).toBe('scalars, scalar');
    expect(settled(textValue('a', ['x']))).toBe('text, tensor');
    expect(settled(metadataValue('a', { plugin: 'hparams' }))).toBe('hparams, tensor');
    expect(settled(tensorValue('a', number, { plugin: 'graph_keras_model' }))).toBe('graph_keras_model, blob-sequence');
  });

  it('is said by the old way of writing, whatever the metadata names', () => {
    expect(settled(simpleValue('a', 1))).toBe('scalars, scalar');
    expect(settled(simpleValue('a', 1, { plugin: 'text', dataClass: 2 }))).toBe('scalars, scalar');
    expect(settled(histogramValue('a', { min: 0, max: 1, limits: [], counts: [] }, { displayName: 'A' }))).toBe('histograms, tensor');
    expect(settle(valueOf(graphEvent({}, new Uint8Array(1))))).toEqual({ plugin: 'graphs', dataClass: 'blob-sequence' });
  });

  it('of a known plugin has that plugin’s data class, whatever the metadata says', () => {
    expect(settled(tensorValue('a', number, { plugin: 'scalars', dataClass: 3 }))).toBe('scalars, scalar');
  });

  it('of an unknown plugin has the data class the metadata says, else it is a tensor', () => {
    expect([0, 1, 2, 3, 99].map((dataClass) => settled(tensorValue('a', number, { plugin: 'mine', dataClass })))).toEqual([
      'mine, tensor',
      'mine, scalar',
      'mine, tensor',
      'mine, blob-sequence',
      'mine, tensor',
    ]);
  });

  it('without any metadata is a scalar when it is one number, else it belongs to nobody', () => {
    expect(settled(tensorValue('a', number))).toBe('scalars, scalar');
    expect(settled(tensorValue('a', { dtype: 'float', numbers: [1, 2], shape: [2] }))).toBe(', tensor');
    expect(settled(tensorValue('a', { dtype: 'string', strings: ['x'] }))).toBe(', tensor');
  });
});

describe('a value of a settled series', () => {
  it('is measured by the series’ plugin, whatever it says of itself', () => {
    const text = valueOf(summaryEvent({}, textValue('a', ['x', 'y']))).body;
    const simple = valueOf(summaryEvent({}, simpleValue('a', 0.5))).body;
    expect(measureOf({ plugin: pluginName('text'), dataClass: 'tensor' })(text)).toBe(2);
    expect(measureOf({ plugin: pluginName('scalars'), dataClass: 'scalar' })(text)).toBeNull();
    expect(measureOf({ plugin: pluginName('text'), dataClass: 'tensor' })(simple)).toBeNull();
  });

  it('of an unknown plugin is kept: its number where it is a scalar, else its items', () => {
    const simple = valueOf(summaryEvent({}, simpleValue('a', 0.5))).body;
    const pair = valueOf(summaryEvent({}, tensorValue('a', { dtype: 'float', numbers: [1, 2], shape: [2] }))).body;
    expect(measureOf({ plugin: pluginName('mine'), dataClass: 'scalar' })(simple)).toBe(0.5);
    expect(measureOf({ plugin: pluginName('mine'), dataClass: 'scalar' })(pair)).toBeNull();
    expect(measureOf({ plugin: pluginName('mine'), dataClass: 'tensor' })(pair)).toBe(2);
    expect(measureOf({ plugin: pluginName('mine'), dataClass: 'blob-sequence' })(simple)).toBe(0);
  });
});
