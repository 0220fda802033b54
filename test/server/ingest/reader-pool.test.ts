import { describe, expect, test } from 'vitest';
import { emptyStage, newFile } from '../../../server/ingest/run-state.js';
import type { ToReader, Turn } from '../../../server/ingest/protocol.js';
import { readerPool, type ReaderThread, type StartReader } from '../../../server/ingest/reader-pool.js';
import { runName } from '../../../server/model/names.js';
import { ManualClock } from '../../support/manual-clock.js';

/** Threads that do only what the test tells them: this test is about who is asked, not about what is read. */
class Threads {
  readonly started: ScriptedThread[] = [];
  readonly start: StartReader = (on) => {
    const thread = new ScriptedThread(on);
    this.started.push(thread);
    return thread;
  };
}

class ScriptedThread implements ReaderThread {
  readonly turns: number[] = [];
  ended = false;
  readonly #on: Parameters<StartReader>[0];

  constructor(on: Parameters<StartReader>[0]) {
    this.#on = on;
  }

  send(message: ToReader): void {
    if (message.type === 'turn') this.turns.push(message.turn.turn);
  }

  end(): Promise<void> {
    this.ended = true;
    return Promise.resolve();
  }

  answer(): void {
    const turn = this.turns.shift() ?? 0;
    const file = newFile({ name: '', rawName: new Uint8Array(), path: new Uint8Array(), stat: null });
    this.#on.message({ type: 'stage', stage: emptyStage(turn, file) });
  }

  die(): void {
    this.#on.end('out of memory');
  }
}

const turn = (number: number): Turn => ({ turn: number, run: runName('r'), path: new Uint8Array(), offset: 0, size: 1, seeking: false, known: new Map() });

function pool(threads: number, eager = true) {
  const clock = new ManualClock();
  const { started, start } = new Threads();
  return { started, clock, readers: readerPool({ threads, start, eager, after: clock.after }) };
}

describe('readerPool', () => {
  test('turns are spread over the threads, two a thread, and then none is free', async () => {
    const { started, readers } = pool(2);
    const answers = [1, 2, 3, 4].map((number) => readers.read(turn(number)));
    expect(readers.free()).toBe(0);
    expect(started.map(({ turns }) => turns)).toEqual([[1, 3], [2, 4]]);
    started[1]?.answer();
    expect(readers.free()).toBe(1);
    expect(await answers[1]).toMatchObject({ kind: 'stage', stage: { turn: 2 } });
  });

  test('when nothing is new at a start, no thread is started before there is something to read', () => {
    const { started, readers } = pool(2, false);
    expect([started.length, readers.free()]).toEqual([0, 4]);
    void readers.read(turn(1));
    expect(started.map(({ turns }) => turns)).toEqual([[1]]);
    void readers.read(turn(2));
    void readers.read(turn(3));
    expect(started.map(({ turns }) => turns)).toEqual([[1, 3], [2]]);
  });

  test('when a thread dies the turn it was reading is answered so, and the one behind it is read by another', async () => {
    const { started, readers } = pool(2);
    const answers = [1, 2, 3].map((number) => readers.read(turn(number)));
    started[0]?.die();
    expect(await answers[0]).toEqual({ kind: 'died', detail: 'out of memory' });
    expect(started.map(({ turns }) => turns).slice(1).flat()).toContain(3);
    for (const thread of started.slice(1)) while (thread.turns.length > 0) thread.answer();
    expect(await Promise.all(answers.slice(1))).toMatchObject([{ stage: { turn: 2 } }, { stage: { turn: 3 } }]);
    expect(readers.free()).toBe(4);
  });

  test('after the last thread died a new one is started for the next turn', async () => {
    const { started, readers } = pool(1);
    started[0]?.die();
    const answer = readers.read(turn(1));
    started[1]?.answer();
    expect(await answer).toMatchObject({ kind: 'stage' });
  });

  test('idle threads end but for one, and come again when turns pile up', () => {
    const { started, readers, clock } = pool(3);
    void readers.read(turn(1));
    started[0]?.answer();
    clock.step(10_000);
    expect(started.map(({ ended }) => ended)).toEqual([false, true, true]);
    void readers.read(turn(2));
    expect(started.length).toBe(3);
    void readers.read(turn(3));
    void readers.read(turn(4));
    expect(started.slice(3).map(({ turns }) => turns.length)).not.toEqual([]);
  });

  test('a thread with work is not ended', () => {
    const { started, readers, clock } = pool(2);
    void readers.read(turn(1));
    clock.step(10_000);
    expect(started.map(({ ended }) => ended)).toEqual([false, false]);
  });
});
