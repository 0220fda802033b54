/**
 * Ingestion as a process of its own, out of the compiled server: `node ingest-process.mjs LOGDIR INDEX`. Writes what the
 * ingest thread says to standard output, a line of JSON a message. Made to be killed.
 */
import { startIngest } from '../../build/server/ingest/start.js';

const [, , logdir, path] = process.argv;
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

startIngest({
  logdir,
  reloadMillis: 200,
  readers: 2,
  index: { path, version: 'test' },
  onMessage: say,
  onRefused: say,
  onDeath: (line) => say({ type: 'death', line }),
});
