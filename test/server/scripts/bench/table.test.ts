import { expect, test } from 'vitest';
import { formatTable, toJson } from '../../../../scripts/bench/table.js';
import type { Result } from '../../../../scripts/bench/row.js';

const result: Result = {
  row: 'load',
  what: 'first load',
  corpus: 'points',
  unit: 's',
  ridgeline: 0.8,
  tensorboard: 2.4,
  bars: [{ kind: 'times-better', factor: 2.5 }],
  note: 'processor time 1.50 s',
};

test('a line tells both figures with their unit, the ratio, the bar and the verdict; notes follow', () => {
  const lines = formatTable([result]).split('\n');
  expect(lines[2]).toMatch(/load +points +first load +0\.80 s +2\.40 s +3\.00× +≥ 2\.5 × better +pass$/);
  expect(lines).toContain('  load, points, first load: processor time 1.50 s');
});

test('what was not measured is a dash', () => {
  expect(formatTable([{ ...result, tensorboard: null, note: '' }])).toMatch(/0\.80 s +– +≥ 2\.5 × better +not measured/);
});

test('the JSON holds ratio and verdict beside the figures', () => {
  expect(JSON.parse(toJson([result], { machine: 'two cores' }))).toMatchObject({
    machine: 'two cores',
    results: [{ row: 'load', ridgeline: 0.8, verdict: 'pass', ratio: expect.closeTo(3) as number }],
  });
});
