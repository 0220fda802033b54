import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../server/contract.js';
import { type Connection, type Source, openLive, retryMillis } from '../../../web/api/live.js';

class PaperSource implements Source {
  onopen: ((event: Event) => unknown) | null = null;
  onerror: ((event: Event) => unknown) | null = null;
  onmessage: ((event: MessageEvent<string>) => unknown) | null = null;
  readyState = 0;
  closed = false;
  close(): void { this.closed = true; }
  fail(readyState: number): void { this.readyState = readyState; this.onerror?.(new Event('error')); }
  say(data: string): void { this.onmessage?.(new MessageEvent('message', { data })); }
}

function setUp() {
  const sources: PaperSource[] = [];
  const timers: { run: () => void; millis: number }[] = [];
  const connections: Connection[] = [];
  const messages: LiveMessage[] = [];
  const stream = openLive({
    create: () => { const source = new PaperSource(); sources.push(source); return source; },
    setTimer: (run, millis) => { const timer = { run, millis }; timers.push(timer); return () => void timers.splice(timers.indexOf(timer), 1); },
    onMessage: (message) => messages.push(message),
    onConnection: (connection) => connections.push(connection),
  });
  return { sources, timers, connections, messages, stream };
}

describe('openLive', () => {
  it('leaves a broken stream to the browser, which connects again by itself', () => {
    const { sources, timers, connections } = setUp();
    sources[0]?.onopen?.(new Event('open'));
    sources[0]?.fail(0);
    sources[0]?.onopen?.(new Event('open'));
    expect([connections, sources.length, timers.length]).toEqual([['connecting', 'connected', 'lost', 'connected'], 1, 0]);
  });

  it('makes a new stream after a refusal, later and later, and starts short again once connected', () => {
    const { sources, timers } = setUp();
    for (const expected of [retryMillis(0), retryMillis(1), retryMillis(2)]) {
      sources.at(-1)?.fail(2);
      expect(timers.at(-1)?.millis).toBe(expected);
      timers.at(-1)?.run();
    }
    expect(sources).toHaveLength(4);
    sources.at(-1)?.onopen?.(new Event('open'));
    sources.at(-1)?.fail(2);
    expect(timers.at(-1)?.millis).toBe(retryMillis(0));
    expect(retryMillis(50)).toBe(30_000);
  });

  it('hands on messages it knows and drops the rest', () => {
    const { sources, messages } = setUp();
    for (const data of ['{"type":"commit","commit":3,"changed":[],"catalogueChanged":false,"problems":0}', '{bad', 'null', '{"type":"new"}']) sources[0]?.say(data);
    expect(messages.map((message) => message.type)).toEqual(['commit']);
  });

  it('opens anew at once when asked, giving up what was and any waiting attempt', () => {
    const { sources, timers, stream } = setUp();
    sources[0]?.fail(2);
    stream.reopen();
    expect([sources.length, sources[0]?.closed, timers.length]).toEqual([2, true, 0]);
    stream.close();
    expect(sources[1]?.closed).toBe(true);
  });
});
