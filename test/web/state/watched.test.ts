import { describe, expect, it } from 'vitest';
import type { Changes } from '../../../web/state/pulse.svelte.js';
import { Watched } from '../../../web/state/watched.svelte.js';
import { settle } from './instruments.js';

/** A thing watched, whose answers are given by hand. */
function setUp() {
  const listeners = new Set<(changes: Changes) => void>();
  const asked: { signal: AbortSignal; answer: (value: string) => Promise<void>; fail: (why: string) => Promise<void> }[] = [];
  const watched = new Watched<string>({
    pulse: { onBeat: (listener) => { listeners.add(listener); return () => listeners.delete(listener); } },
    load: (signal) => new Promise((resolve, reject) => {
      asked.push({
        signal,
        answer: (value) => { resolve(value); return settle(); },
        fail: (why) => { reject(new Error(why)); return settle(); },
      });
    }),
  });
  watched.watch([1, 2]);
  const beat = (changes: Changes): void => { for (const listener of [...listeners]) listener(changes); };
  return { watched, asked, beat, listeners };
}

describe('Watched', () => {
  it('asks nothing until it is seen, then once', async () => {
    const { watched, asked, beat } = setUp();
    beat(new Set([1]));
    watched.ask();
    expect(asked).toHaveLength(0);
    watched.show(true);
    watched.show(true);
    expect(asked).toHaveLength(1);
    expect(watched.state).toBe('loading');
    await asked[0]?.answer('a');
    expect([watched.state, watched.value]).toEqual(['ready', 'a']);
  });

  it('asks again when a beat names one of its series, and not for others', async () => {
    const { watched, asked, beat } = setUp();
    watched.show(true);
    await asked[0]?.answer('a');
    beat(new Set([7, 8, 9]));
    expect(asked).toHaveLength(1);
    beat(new Set([2, 7]));
    expect(asked).toHaveLength(2);
    expect([watched.state, watched.value]).toEqual(['stale', 'a']);
    await asked[1]?.answer('b');
    beat('all');
    expect(asked).toHaveLength(3);
  });

  it('asks once more after an answer during which it changed, however often', async () => {
    const { watched, asked, beat } = setUp();
    watched.show(true);
    beat(new Set([1]));
    beat(new Set([2]));
    expect(asked).toHaveLength(1);
    await asked[0]?.answer('a');
    expect(asked).toHaveLength(2);
    await asked[1]?.answer('b');
    expect(asked).toHaveLength(2);
    expect(watched.value).toBe('b');
  });

  it('drops an answer overtaken by a changed question, and aborts its request', async () => {
    const { watched, asked } = setUp();
    watched.show(true);
    watched.ask();
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[1]?.answer('new');
    await asked[0]?.answer('old');
    expect(watched.value).toBe('new');
  });

  it('asks on coming back into sight only when something changed meanwhile', async () => {
    const { watched, asked, beat } = setUp();
    watched.show(true);
    await asked[0]?.answer('a');
    watched.show(false);
    watched.show(true);
    expect(asked).toHaveLength(1);
    watched.show(false);
    beat(new Set([1]));
    expect(asked).toHaveLength(1);
    watched.show(true);
    expect(asked).toHaveLength(2);
  });

  it('keeps the last value through a failure and tries again with any beat', async () => {
    const { watched, asked, beat } = setUp();
    watched.show(true);
    await asked[0]?.answer('a');
    watched.ask();
    await asked[1]?.fail('broken');
    expect([watched.state, watched.value, watched.error?.message]).toEqual(['failed', 'a', 'broken']);
    beat(new Set([99]));
    await asked[2]?.answer('b');
    expect([watched.state, watched.error]).toEqual(['ready', null]);
  });

  it('is silent once closed', async () => {
    const { watched, asked, beat, listeners } = setUp();
    watched.show(true);
    watched.close();
    await asked[0]?.answer('late');
    beat('all');
    expect([watched.value, asked.length, listeners.size]).toEqual([undefined, 1, 0]);
  });
});
