import { stringCount } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** A run's graph (`graph_def` of an event). */
export const graphsClaim: Claim = {
  names: ['graphs'],
  dataClass: 'blob-sequence',
  legacy: 'graph',
  measure: (body) => (body.kind === 'graph' ? 1 : null),
};

/** Run metadata with a tag: what a session's run did (TF1, PyTorch). */
export const runMetadataClaim: Claim = {
  names: ['graph_tagged_run_metadata'],
  dataClass: 'blob-sequence',
  legacy: 'run-metadata',
  measure: (body) => (body.kind === 'run-metadata' ? 1 : null),
};

/** Traced functions and Keras models (TF2): one string each. */
export const tracedGraphsClaim: Claim = {
  names: ['graph_run_metadata', 'graph_run_metadata_graph', 'graph_keras_model'],
  dataClass: 'blob-sequence',
  measure: (body) => (body.kind === 'tensor' ? stringCount(body.tensor) : null),
};
