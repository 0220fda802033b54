/**
 * The three shapes of data that storage knows; every plugin's data is one of them
 * (the idea is TensorBoard's: `tensorboard/data/provider.py`).
 *
 * - `scalar`: one number a step, kept in the index.
 * - `tensor`: one tensor a step, re-read from its event file on demand.
 * - `blob-sequence`: a sequence of byte strings a step, re-read from its event file on demand.
 */
export type DataClass = 'scalar' | 'tensor' | 'blob-sequence';
