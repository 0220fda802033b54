import { describe, expect, it } from 'vitest';
import { trialKey } from '../../../web/hparams/trial-keys.js';

/** What a plot's keys act on: five trials in the order 4, 3, 2, 1, 0, of which 3 is outside the brush. */
function plot() {
  const chosen = new Set<number>();
  let brushes: ReadonlySet<string> = new Set(['h:x']);
  const trials = {
    shown: [4, 3, 2, 1, 0],
    hovered: -1,
    isChosen: (trial: number) => chosen.has(trial),
    choose: (trial: number, on: boolean) => void (on ? chosen.add(trial) : chosen.delete(trial)),
    get brushes() {
      return brushes;
    },
    brushOnly: () => void (brushes = new Set()),
  };
  const press = (key: string, shiftKey = false): boolean => trialKey(trials, { key, shiftKey }, (trial) => trial !== 3);
  return { trials, chosen, press };
}

describe('keys over a plot', () => {
  it('go through the trials that are drawn, in the order of the table', () => {
    const { trials, press } = plot();
    const visited = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home', 'ArrowUp'].map((key) => (press(key), trials.hovered));
    expect(visited).toEqual([4, 2, 1, 0, 0, 1, 4, 4]);
    trials.hovered = -1;
    press('ArrowLeft');
    expect(trials.hovered).toBe(0);
    press('ArrowLeft', true);
    expect(trials.hovered).toBe(4);
  });

  it('choose the trial they are at', () => {
    const { chosen, press } = plot();
    expect(press('Enter')).toBe(false);
    press('Home');
    expect(press('Enter')).toBe(true);
    expect([...chosen]).toEqual([4]);
    press(' ');
    expect([...chosen]).toEqual([]);
  });

  it('leave with Escape first the trial, then the brush, then the plot', () => {
    const { trials, press } = plot();
    press('Home');
    expect([press('Escape'), trials.hovered, trials.brushes.size]).toEqual([true, -1, 1]);
    expect([press('Escape'), trials.brushes.size]).toEqual([true, 0]);
    expect(press('Escape')).toBe(false);
    expect(press('x')).toBe(false);
  });
});
