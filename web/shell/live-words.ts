import type { LoadStatus } from '../../server/contract.js';
import type { Connection } from '../api/live.js';

/** What the indicator in the header shows. */
export interface LiveWords {
  readonly tone: 'good' | 'busy' | 'warning' | 'danger' | 'quiet';
  readonly word: string;
}

/** The most important thing to know about the connection and the server, in a word or two. */
export function liveWords({ connection, load, follow }: { connection: Connection; load: LoadStatus | null; follow: boolean }): LiveWords {
  if (connection === 'lost') return { tone: 'danger', word: 'Connection lost' };
  if (connection === 'connecting') return { tone: 'quiet', word: 'Connecting' };
  if (load?.state === 'stuck') return { tone: 'danger', word: 'Stuck' };
  if (load?.state === 'waiting') return { tone: 'warning', word: 'Waiting' };
  if (load?.state === 'loading') return { tone: 'busy', word: load.bytesTotal > 0 ? `Loading ${Math.floor((100 * load.bytesRead) / load.bytesTotal)} %` : 'Loading' };
  return follow ? { tone: 'good', word: 'Live' } : { tone: 'quiet', word: 'Paused' };
}
