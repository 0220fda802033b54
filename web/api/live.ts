import type { LiveMessage } from '../../server/contract.js';

/** The part of EventSource used here. */
export interface Source {
  onopen: ((event: Event) => unknown) | null;
  onerror: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent<string>) => unknown) | null;
  /** 0 connecting, 1 open, 2 closed: the browser will not try again by itself. */
  readonly readyState: number;
  close(): void;
}

/** `lost` means no stream at present; it is tried again without end. */
export type Connection = 'connecting' | 'connected' | 'lost';

/** How long to wait before the n-th new attempt, milliseconds. Doubles up to half a minute. */
export const retryMillis = (attempt: number): number => Math.min(30_000, 500 * 2 ** attempt);

/**
 * Keeps one live stream open. The browser reconnects by itself after a broken stream, but not after an error answer
 * (a proxy's 502 while the server restarts): then a new source is made, later and later. `reopen` starts at once, for
 * a page that was asleep. A message that is not JSON is dropped: the next `hello` repairs what it may have said.
 */
export function openLive({ create, setTimer, onMessage, onConnection }: {
  create: () => Source;
  /** Runs a function after some milliseconds; answers what cancels it. */
  setTimer: (run: () => void, millis: number) => () => void;
  onMessage: (message: LiveMessage) => void;
  onConnection: (connection: Connection) => void;
}): { reopen(): void; close(): void } {
  let source: Source | null = null;
  let cancelRetry = (): void => {};
  let attempt = 0;

  function open(): void {
    cancelRetry();
    source?.close();
    const opened = (source = create());
    opened.onopen = () => {
      attempt = 0;
      onConnection('connected');
    };
    opened.onmessage = (event) => {
      const message = parse(event.data);
      if (message) onMessage(message);
    };
    opened.onerror = () => {
      onConnection('lost');
      if (opened.readyState === 2) cancelRetry = setTimer(open, retryMillis(attempt++));
    };
  }

  onConnection('connecting');
  open();
  return {
    reopen: open,
    close: () => {
      cancelRetry();
      source?.close();
    },
  };
}

function parse(data: string): LiveMessage | undefined {
  try {
    const message: unknown = JSON.parse(data);
    const known = typeof message === 'object' && message !== null && 'type' in message && ['hello', 'commit', 'load'].includes(String(message.type));
    return known ? (message as LiveMessage) : undefined;
  } catch {
    return undefined;
  }
}
