import { describe, expect, it } from 'vitest';
import { type Changes, Pulse } from '../../../web/state/pulse.svelte.js';
import { HandClock } from './instruments.js';

function setUp(pace = { follow: true, gapMillis: 0 }) {
  const clock = new HandClock();
  const beats: Changes[] = [];
  const pulse = new Pulse({ clock, pace: () => pace });
  pulse.onBeat((changes) => beats.push(changes));
  return { clock, pulse, beats, pace };
}

describe('Pulse', () => {
  it('beats at once after a quiet time, then at most twice a second with all that was noted', async () => {
    const { clock, pulse, beats } = setUp();
    pulse.note([1]);
    expect(beats).toEqual([new Set([1])]);
    pulse.note([2]);
    await clock.pass(100);
    pulse.note([2, 3]);
    await clock.pass(399);
    expect(beats).toHaveLength(1);
    await clock.pass(1);
    expect(beats.slice(1)).toEqual([new Set([2, 3])]);
    await clock.pass(10_000);
    expect(beats).toHaveLength(2);
  });

  it('keeps the period that was set', async () => {
    const { clock, pulse, beats } = setUp({ follow: true, gapMillis: 30_000 });
    pulse.note([1]);
    pulse.note([2]);
    await clock.pass(29_999);
    expect(beats).toHaveLength(1);
    await clock.pass(1);
    expect(beats).toHaveLength(2);
  });

  it('only gathers while following is off, says so, and beats when it is switched on', () => {
    const { pulse, beats, pace } = setUp({ follow: false, gapMillis: 0 });
    pulse.note([1]);
    expect(pulse.waiting).toBe(true);
    expect(beats).toEqual([]);
    pace.follow = true;
    pulse.paceChanged();
    expect(beats).toEqual([new Set([1])]);
    expect(pulse.waiting).toBe(false);
  });

  it('gathers while the page is hidden, also when a beat was due already, and beats on return', async () => {
    const { clock, pulse, beats } = setUp();
    pulse.note([1]);
    pulse.note([2]);
    pulse.setHidden(true);
    await clock.pass(5_000);
    expect(beats).toHaveLength(1);
    pulse.note([3]);
    pulse.setHidden(false);
    expect(beats.slice(1)).toEqual([new Set([2, 3])]);
  });

  it('reloads everything at once, whatever is set', () => {
    const { pulse, beats } = setUp({ follow: false, gapMillis: 60_000 });
    pulse.note([1]);
    pulse.reload();
    expect(beats).toEqual(['all']);
    expect(pulse.waiting).toBe(false);
  });

  it('tells a listener nothing after it left', () => {
    const { pulse } = setUp();
    const heard: Changes[] = [];
    const leave = pulse.onBeat((changes) => heard.push(changes));
    leave();
    pulse.noteAll();
    expect(heard).toEqual([]);
  });
});
