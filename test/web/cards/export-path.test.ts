import { expect, test } from 'vitest';
import { exportPath } from '../../../web/cards/export-path.js';
import { fileName } from '../../../web/cards/save-file.js';
import type { SeriesRef } from '../../../web/state/series-index.js';

const series = (count: number): SeriesRef[] => Array.from({ length: count }, (_, id) => ({ id, run: { id, name: `r${id}`, startTime: 0, lastTime: 0, problems: 0 }, tag: 'a&b', count: 1, lastStep: 0, lastTime: 0, lastValue: 0, displayName: '', description: '' }));

test('few series are named by id, very many by their tag', () => {
  expect(exportPath('a&b', series(3), 'csv')).toBe('api/export?format=csv&series=0%2C1%2C2');
  expect(exportPath('a&b', series(2000), 'jsonl')).toBe('api/export?format=jsonl&tag=a%26b');
});
test('file names hold nothing a file system refuses', () => {
  expect(fileName('train/loss: "x"')).toBe('train_loss_x_');
  expect(fileName('../..')).toBe('ridgeline');
  expect(fileName('x'.repeat(500))).toHaveLength(120);
});
