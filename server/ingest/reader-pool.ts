/**
 * The reader threads. Each holds up to two turns, the one it reads and the next, so that it is never idle while the
 * ingest thread commits. For a first load all start at once; once there is little to do all but one end, to give
 * their memory back, and come again when turns pile up.
 */
import type { FromReader, Stage, ToReader, Turn } from './protocol.js';

/** How a turn ended. `died`: the thread ended while reading it; the turn may be given out again. */
export type ReaderAnswer =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'died'; readonly detail: string };

/** What the ingest thread needs of its readers; in tests one that reads in process. */
export interface Readers {
  /** How many more turns can be given out now. */
  free(): number;
  /** Reads one turn. Never rejects. */
  read(turn: Turn): Promise<ReaderAnswer>;
  close(): Promise<void>;
}

/** One reader thread, as the pool sees it. */
export interface ReaderThread {
  send(message: ToReader): void;
  end(): Promise<void>;
}

/** Starts a thread; `onEnd` is called once when it ended by itself, with the reason. */
export type StartReader = (on: { readonly message: (message: FromReader) => void; readonly end: (detail: string) => void }) => ReaderThread;

export interface PoolOptions {
  /** Most threads at a time, at least 1. */
  readonly threads: number;
  readonly start: StartReader;
  /** All threads start at once, as for a first load; else each when there is something to read for it. */
  readonly eager: boolean;
  /** Calls back after so many milliseconds; returns how to call it off. */
  readonly after: (millis: number, callback: () => void) => () => void;
}

/** Turns a thread holds at once. */
const DEPTH = 2;
/** Idle for so long, all threads but one end. */
const IDLE_MILLIS = 3000;

interface Asked {
  readonly turn: Turn;
  readonly answer: (answer: ReaderAnswer) => void;
}

interface Member {
  readonly thread: ReaderThread;
  /** Oldest first: a thread reads in the order in which it was asked, so the first is the one being read. */
  readonly asked: Asked[];
}

export function readerPool({ threads, start, eager, after }: PoolOptions): Readers {
  const members: Member[] = [];
  let asked = 0;
  let closed = false;
  let callOff: (() => void) | null = null;

  function enlist(): Member {
    const member: Member = {
      asked: [],
      thread: start({
        message: (message) => answered(member, message),
        end: (detail) => died(member, detail),
      }),
    };
    members.push(member);
    return member;
  }

  function answered(member: Member, message: FromReader): void {
    if (message.type === 'ready') return;
    const turn = message.type === 'stage' ? message.stage.turn : message.turn;
    const at = member.asked.findIndex((one) => one.turn.turn === turn);
    const [one] = at < 0 ? [] : member.asked.splice(at, 1);
    asked -= one === undefined ? 0 : 1;
    one?.answer(message.type === 'stage' ? { kind: 'stage', stage: message.stage } : { kind: 'unreadable', detail: message.detail });
    restWhenIdle();
  }

  function died(member: Member, detail: string): void {
    members.splice(members.indexOf(member), 1);
    const [reading, ...waiting] = member.asked;
    // Only the turn being read is to blame; the other is read by someone else.
    for (const one of waiting) give(one);
    if (reading === undefined) return;
    asked--;
    reading.answer({ kind: 'died', detail });
  }

  function give(one: Asked): void {
    const idlest = members.reduce<Member | null>((best, member) => (best !== null && best.asked.length <= member.asked.length ? best : member), null);
    const member = idlest === null || (idlest.asked.length > 0 && members.length < threads && asked > members.length) ? enlist() : idlest;
    member.asked.push(one);
    member.thread.send({ type: 'turn', turn: one.turn });
  }

  function restWhenIdle(): void {
    callOff?.();
    callOff = null;
    if (asked > 0 || members.length < 2 || closed) return;
    callOff = after(IDLE_MILLIS, () => {
      for (const { thread } of members.splice(1)) void thread.end();
    });
  }

  if (eager) for (let i = 0; i < threads; i++) enlist();
  restWhenIdle();

  return {
    free: () => threads * DEPTH - asked,
    read: (turn) =>
      new Promise((answer) => {
        callOff?.();
        callOff = null;
        asked++;
        give({ turn, answer });
      }),
    async close() {
      closed = true;
      callOff?.();
      await Promise.all(members.splice(0).map(({ thread }) => thread.end()));
    },
  };
}
