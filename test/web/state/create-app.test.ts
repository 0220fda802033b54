import { describe, expect, it } from 'vitest';
import { createApp, noticeChanges } from '../../../web/state/create-app.js';
import type { Changes } from '../../../web/state/pulse.svelte.js';
import { HandClock, PaperBar, PaperServer, loadStatus, memoryStorage } from './instruments.js';

function setUp(bar = new PaperBar()) {
  const clock = new HandClock();
  const app = createApp({
    api: new PaperServer().api, clock, bar, persistence: memoryStorage().persistence,
    media: { matches: true, addEventListener: () => {} }, nextFrame: () => {},
  });
  return { ...app, bar, clock };
}

describe('createApp', () => {
  it('takes smoothing from the address and writes it there while it is not the default', async () => {
    const page = setUp(new PaperBar('?smoothing=0.9'));
    expect(page.settings.current.smoothing).toBe(0.9);
    page.settings.set({ smoothing: 0.3 });
      await page.clock.pass(1_000);
    expect(page.bar.steps).toEqual(['?smoothing=0.3']);
    page.settings.reset('smoothing');
      await page.clock.pass(1_000);
    expect(page.bar.steps).toEqual(['']);
  });

  it('beats for commits, and catches up when following is switched on again', () => {
    const page = setUp();
    const beats: Changes[] = [];
    page.pulse.onBeat((changes) => beats.push(changes));
    page.settings.set({ reload: false });
      page.live.receive({ type: 'commit', commit: 2, changed: [4], catalogueChanged: false, problems: 1 });
    expect([beats, page.live.problems]).toEqual([[], 1]);
    page.settings.set({ reload: true });
      expect(beats).toEqual([new Set([4])]);
  });

  it('follows the system’s theme unless one is chosen', () => {
    const { theme, settings } = setUp();
    expect(theme.dark).toBe(true);
    settings.set({ theme: 'light' });
    expect(theme.dark).toBe(false);
    theme.next();
    expect([settings.current.theme, theme.dark]).toEqual(['dark', true]);
  });
});

describe('noticeChanges', () => {
  it('takes a greeting that is not what was last heard for a gap, and no other', () => {
    const noted: Changes[] = [];
    const hear = noticeChanges({ note: (changed) => noted.push(new Set(changed)), noteAll: () => noted.push('all') });
    const hello = (commit: number, generation = 'g') => hear({ type: 'hello', generation, commit, load: loadStatus(), problems: 0 });
    hello(5);
    hear({ type: 'commit', commit: 6, changed: [1], catalogueChanged: false, problems: 0 });
    hello(6);
    expect(noted).toEqual([new Set([1])]);
    hello(8);
    hello(8, 'other');
    expect(noted.slice(1)).toEqual(['all', 'all']);
  });
});
