/** `describeFolder` away from the HTTP thread. */
import { Worker } from 'node:worker_threads';
import type { FolderAnswer } from '../contract.js';

/** Looks at `logdir` in a thread of its own. Whoever asks while one look is under way gets that one's answer. */
export function folderReporter(logdir: string): () => Promise<FolderAnswer> {
  let current: Promise<FolderAnswer> | null = null;
  return () => (current ??= look(logdir).finally(() => (current = null)));
}

function look(logdir: string): Promise<FolderAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./folder-worker.js', import.meta.url), { workerData: { logdir } });
    worker.once('message', resolve).once('error', reject).once('exit', () => reject(new Error(`the thread that looks at ${logdir} ended without an answer`)));
  });
}
