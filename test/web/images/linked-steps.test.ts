import { describe, expect, it } from 'vitest';
import { LinkedSteps } from '../../../web/images/linked-steps.svelte.js';
import { Player } from '../../../web/images/player.svelte.js';
import { Selection } from '../../../web/state/selection.svelte.js';
import { HandClock } from '../state/instruments.js';

function setUp(search = '') {
  const clock = new HandClock();
  let moved = (): void => {};
  const address = { search, hash: '#images' };
  const written: string[] = [];
  const selection = new Selection({ read: () => address, write: (text) => written.push(text), onMove: (run) => (moved = run) }, { clock });
  return { clock, selection, written, linked: new LinkedSteps({ selection, clock }), goTo: (next: string) => { address.search = next; moved(); } };
}

describe('the step all cards share', () => {
  it('is the end, and stays it, until it is moved; at the last step it is the end again', () => {
    const { linked } = setUp();
    expect(linked.position).toBeNull();
    const leave = linked.include('a', [0, 10]);
    linked.include('b', [5, 20]);
    expect(linked.steps).toEqual([0, 5, 10, 20]);
    linked.move({ step: 10, copy: 0 });
    expect(linked.position).toEqual({ step: 10, copy: 0 });
    linked.move({ step: 20, copy: 0 });
    expect(linked.position).toBeNull();
    leave();
    expect(linked.steps).toEqual([5, 20]);
  });

  it('goes into the address once it rests, and comes from there', async () => {
    const { linked, selection, clock, goTo } = setUp('?imageStep=7');
    expect(linked.position?.step).toBe(7);
    linked.include('a', [0, 10, 20]);
    linked.move({ step: 0, copy: 0 });
    linked.move({ step: 10, copy: 0 });
    expect(selection.parameter('imageStep')).toBe('7');
    await clock.pass(400);
    expect(selection.parameter('imageStep')).toBe('10');
    goTo('?imageStep=junk');
    expect(linked.position).toBeNull();
  });
});

describe('playing', () => {
  it('goes on at its speed to the end, slower for who prefers little motion', async () => {
    const clock = new HandClock();
    let calm = false;
    let at = 0;
    const player = new Player(clock, { speed: () => 10, calm: () => calm });
    const advance = (): boolean => at < 8 && ++at > 0;
    player.start(advance);
    await clock.pass(300);
    expect([at, player.playing]).toEqual([3, true]);
    calm = true;
    await clock.pass(100 + 500 + 500);
    expect(at).toBe(6);
    player.stop();
    await clock.pass(5_000);
    expect([at, player.playing, clock.waiting]).toEqual([6, false, 0]);
    player.start(advance);
    await clock.pass(5_000);
    expect([at, player.playing, clock.waiting]).toEqual([8, false, 0]);
  });
});
