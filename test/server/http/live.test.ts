import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../server/contract.js';
import type { After } from '../../../server/http/live.js';
import { BuiltStore } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

/** A timer that fires when the test says so. */
class Timer {
  #waiting: { readonly millis: number; readonly work: () => void }[] = [];

  readonly after: After = (millis, work) => {
    const entry = { millis, work };
    this.#waiting.push(entry);
    return () => (this.#waiting = this.#waiting.filter((other) => other !== entry));
  };

  get waiting(): number[] {
    return this.#waiting.map(({ millis }) => millis);
  }

  /** Fires what waits for so long. */
  fire(millis: number): void {
    const due = this.#waiting.filter((entry) => entry.millis === millis);
    this.#waiting = this.#waiting.filter((entry) => entry.millis !== millis);
    for (const { work } of due) work();
  }
}

/** A page that listens: a real connection, its lines one by one. */
class Listener {
  readonly #lines: string[] = [];
  #wake: () => void = () => undefined;
  #request: ClientRequest | null = null;
  response: IncomingMessage | null = null;
  ended = false;

  static async open(port: number): Promise<Listener> {
    const listener = new Listener();
    await new Promise<void>((resolve) => {
      listener.#request = request({ port, path: '/api/live' }, (response) => {
        listener.response = response;
        let rest = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          const lines = (rest + text).split('\n\n');
          rest = lines.pop() ?? '';
          listener.#lines.push(...lines);
          listener.#wake();
        });
        response.on('close', () => {
          listener.ended = true;
          listener.#wake();
        });
        resolve();
      });
      listener.#request.on('error', () => undefined).end();
    });
    return listener;
  }

  async line(): Promise<string> {
    while (this.#lines.length === 0 && !this.ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#lines.shift() ?? 'ended';
  }

  async message(): Promise<LiveMessage> {
    return JSON.parse((await this.line()).replace(/^data: /, '')) as LiveMessage;
  }

  close(): void {
    this.#request?.destroy();
  }
}

let store: BuiltStore;
let timer: Timer;
let tested: TestApp;
let port: number;
const listeners: Listener[] = [];

beforeEach(async () => {
  store = new BuiltStore([{ run: 'r', tags: { a: [[0, 1]] } }]);
  timer = new Timer();
  tested = testApp(store.reader, { deps: { after: timer.after } });
  await tested.app.listen({ port: 0, host: '127.0.0.1' });
  port = (tested.app.server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.close();
  await tested.app.close();
  store.close();
});

const listen = async (): Promise<Listener> => {
  const listener = await Listener.open(port);
  listeners.push(listener);
  return listener;
};
const committed = (commit: number, changed: readonly number[], catalogueChanged = false) => tested.feed.publish({ type: 'committed', commit, changed, catalogueChanged });

describe('GET /api/live', () => {
  it('says hello first, uncompressed and not to be kept', async () => {
    const listener = await listen();
    expect(await listener.message()).toEqual({ type: 'hello', generation: 'generation-1', commit: 1, load: tested.feed.load, problems: 0 });
    expect(listener.response?.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(listener.response?.headers['content-encoding']).toBeUndefined();
  });

  it('gathers commits until half a second is over', async () => {
    const listener = await listen();
    await listener.message();
    committed(2, [1, 2]);
    committed(3, [2, 3], true);
    committed(4, [1]);
    expect(timer.waiting.filter((millis) => millis === 500)).toHaveLength(1);
    timer.fire(500);
    expect(await listener.message()).toEqual({ type: 'commit', commit: 4, changed: [1, 2, 3], catalogueChanged: true, problems: 0 });
    committed(5, []);
    timer.fire(500);
    expect(await listener.message()).toEqual({ type: 'commit', commit: 5, changed: [], catalogueChanged: false, problems: 0 });
  });

  it('tells how the first load goes on', async () => {
    const listener = await listen();
    await listener.message();
    tested.feed.publish({ type: 'progress', progress: { ...tested.feed.load, state: 'live', runs: 7 } });
    timer.fire(500);
    expect(await listener.message()).toMatchObject({ type: 'load', load: { state: 'live', runs: 7 } });
  });

  it('says hello again when the index was made anew', async () => {
    const listener = await listen();
    await listener.message();
    tested.feed.publish({ type: 'ready', generation: 'generation-2', commit: 0, notice: '', index: store.path });
    timer.fire(500);
    expect((await listener.message()).type).toBe('hello');
  });

  it('gives every page the same, whenever it came', async () => {
    const early = await listen();
    committed(2, [1]);
    const late = await listen();
    expect([(await early.message()).type, (await late.message()).type]).toEqual(['hello', 'hello']);
    committed(3, [2]);
    timer.fire(500);
    expect(await early.message()).toMatchObject({ commit: 3, changed: [1, 2] });
    expect(await late.message()).toMatchObject({ commit: 3, changed: [2] });
  });

  it('gives a sign of life while nothing happens', async () => {
    const listener = await listen();
    await listener.message();
    timer.fire(15_000);
    expect(await listener.line()).toBe(': still here');
    timer.fire(15_000);
    expect(await listener.line()).toBe(': still here');
  });

  it('keeps no queue for a page that does not read: what it missed comes as one message', async () => {
    const slow = await listen();
    await slow.message();
    slow.response?.pause();
    const many = Array.from({ length: 19_000 }, (_, i) => 1_000_000 + i);
    for (let commit = 2; commit < 200; commit++) {
      committed(commit, many);
      timer.fire(500);
      // Lets the kernel take what it will: only then is the socket's own buffer full.
      await new Promise((resolve) => setImmediate(resolve));
    }
    slow.response?.resume();
    const seen: LiveMessage[] = [];
    for (let last = 0; last < 199; ) {
      // It is drained at some turn; then the merged news follow.
      const next = await Promise.race([slow.message(), new Promise<null>((resolve) => setImmediate(() => resolve(null)))]);
      if (next === null) timer.fire(500);
      else seen.push(next);
      if (next?.type === 'commit') last = next.commit;
    }
    expect(seen.length).toBeLessThan(150);
  });

  it('says hello instead of listing very many series', async () => {
    const listener = await listen();
    await listener.message();
    committed(2, Array.from({ length: 20_001 }, (_, i) => i));
    timer.fire(500);
    expect((await listener.message()).type).toBe('hello');
  });

  it('ends with the server, and leaves no timer behind', async () => {
    const listener = await listen();
    await listener.message();
    committed(2, [1]);
    await tested.app.close();
    expect(await listener.line()).toBe('ended');
    expect(timer.waiting).toEqual([]);
  });
});
