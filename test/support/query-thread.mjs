// A query thread for tests of the pool: it answers `echo`, dies at `die`, and counts in a stream.
import { parentPort } from 'node:worker_threads';

const counts = new Map();
const encode = (value) => new TextEncoder().encode(JSON.stringify(value));

parentPort.on('message', ({ type, id, name, params }) => {
  const answer = (to, value) => parentPort.postMessage({ type: 'answer', id: to, answer: { type: 'application/json', body: encode(value) } });
  const part = () => {
    const count = counts.get(id);
    if (count === 3) return parentPort.postMessage({ type: 'end', id });
    counts.set(id, count + 1);
    parentPort.postMessage({ type: 'part', id, bytes: encode(count) });
  };
  if (type === 'stop') return parentPort.close();
  if (type === 'cancel') return counts.set('cancelled', true);
  if (type === 'stream' && name === 'fail') return parentPort.postMessage({ type: 'failed', id, failure: { code: 'not-found', message: 'none', detail: '' } });
  if (type === 'stream') {
    counts.set(id, 0);
    return part();
  }
  if (type === 'pull' && counts.get(id) === 1 && params === undefined && counts.get('dieAtPull')) process.exit(3);
  if (type === 'pull') return part();
  if (name === 'die') process.exit(3);
  if (name === 'throw') throw new Error('out of order');
  if (name === 'die at pull') counts.set('dieAtPull', true);
  if (name === 'fail') return parentPort.postMessage({ type: 'failed', id, failure: { code: 'invalid-argument', message: 'no', detail: 'why' } });
  if (name === 'was cancelled') return answer(id, counts.get('cancelled') ?? false);
  answer(id, params ?? null);
});
