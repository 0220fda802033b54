import { describe, expect, it } from 'vitest';
import { Selection } from '../../../web/state/selection.svelte.js';
import { HandClock, PaperBar } from './instruments.js';

describe('Selection', () => {
  it('makes a step in the history for a tab, none for a filter', async () => {
    const bar = new PaperBar('?tagFilter=a#scalars');
    const clock = new HandClock();
    const selection = new Selection(bar, { clock });
    selection.openTab('timeseries');
    selection.setTagFilter('b');
    selection.setTagFilter('bc');
    await clock.pass(1_000);
    expect(bar.steps).toEqual(['?tagFilter=a#scalars', '?tagFilter=bc#timeseries']);
    bar.back();
    expect([selection.tab, selection.tagFilter.text]).toEqual(['scalars', 'a']);
  });

  it('writes many quick changes once, and a tab’s change takes them along', async () => {
    const bar = new PaperBar();
    const clock = new HandClock();
    const selection = new Selection(bar, { clock });
    for (let i = 0; i < 50; i++) selection.setSmoothing(i / 100);
    expect([bar.steps, clock.waiting]).toEqual([[''], 1]);
    selection.openTab('scalars');
    expect([bar.steps, clock.waiting]).toEqual([['', '?smoothing=0.49#scalars'], 0]);
  });

  it('tells those who mirror it when Back moved', () => {
    const bar = new PaperBar();
    const selection = new Selection(bar, { clock: new HandClock() });
    let moves = 0;
    selection.onMoved(() => moves++);
    selection.openTab('scalars');
    expect(moves).toBe(0);
    bar.back();
    expect(moves).toBe(1);
  });

  it('sets and removes a tab’s own parameter', () => {
    const selection = new Selection(new PaperBar('?darkMode=true'), { clock: new HandClock() });
    selection.setParameter('scalars.zoom', '1:2');
    expect(selection.parameter('scalars.zoom')).toBe('1:2');
    selection.setParameter('scalars.zoom', '');
    expect(selection.addressOfTab('x')).toBe('?darkMode=true#x');
  });

  it('has an invalid filter match nothing and say why', () => {
    const selection = new Selection(new PaperBar('?runFilter=(a'), { clock: new HandClock() });
    expect(selection.runFilter.matches('(a')).toBe(false);
    expect(selection.runFilter.error).toMatch(/group/i);
    selection.setRunFilter('A.c');
    expect([selection.runFilter.error, selection.runFilter.matches('xabcx')]).toEqual(['', true]);
  });
});
