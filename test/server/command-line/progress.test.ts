import { describe, expect, it } from 'vitest';
import { bytes, loadedWords, progressBar, ProgressReport, shortNumber } from '../../../server/command-line/progress.js';
import type { LoadProgress } from '../../../server/ingest/protocol.js';

const at = (change: Partial<LoadProgress>): LoadProgress => ({
  state: 'loading',
  runs: 120,
  files: 120,
  bytesRead: 218e6,
  bytesTotal: 518e6,
  records: 4.1e6,
  elapsedMillis: 1000,
  detail: '',
  ...change,
});

function report(live: boolean): { readonly progress: ProgressReport; written(): string } {
  let text = '';
  const progress = new ProgressReport({ live, columns: () => 120, write: (more) => (text += more) });
  return { progress, written: () => text };
}

describe('the progress bar', () => {
  it('says how much is read, and how fast', () => {
    expect(progressBar(at({}), 120)).toBe('Loading ▕██████████░░░░░░░░░░░░░░▏  42 %  120 runs, 218 MB of 518 MB, 4.1 M records/s');
  });

  it('never grows past the terminal, past the whole, or out of nothing', () => {
    expect(progressBar(at({}), 30)).toHaveLength(29);
    expect(progressBar(at({ bytesRead: 600e6 }), 120)).toContain('100 %');
    expect(progressBar(at({ bytesRead: 0, bytesTotal: 0, records: 0, elapsedMillis: 0 }), 120)).toContain('  0 %  120 runs, 0 B of 0 B, 0 records/s');
  });

  it('is drawn over itself on a terminal and gives way to what follows', () => {
    const { progress, written } = report(true);
    progress.update(at({}));
    progress.update(at({ bytesRead: 300e6 }));
    progress.update(at({ state: 'live', bytesRead: 518e6, records: 10e6, elapsedMillis: 2000 }));
    expect(written().match(/\n/g)).toHaveLength(1);
    expect(written()).toMatch(/\r\x1b\[2KLoaded 120 runs: 518 MB, 10\.0 M records in 2\.0 s \(5\.0 M records\/s\)\. Watching for more\.\n$/);
  });
});

describe('progress without a terminal', () => {
  it('is a line every few seconds and one at the end', () => {
    const { progress, written } = report(false);
    for (let second = 1; second <= 12; second++) progress.update(at({ elapsedMillis: second * 1000 }));
    progress.update(at({ state: 'live', elapsedMillis: 12_500 }));
    progress.update(at({ state: 'live', elapsedMillis: 99_000, records: 5e6 }));
    expect(written().split('\n').map((line) => line.split(':')[0])).toEqual(['Loading', 'Loading', 'Loaded 120 runs', '']);
    expect(written()).not.toContain('\x1b');
  });

  it('says once what is in the way, and that it is gone', () => {
    const { progress, written } = report(false);
    progress.update(at({ state: 'live' }));
    for (let i = 0; i < 3; i++) progress.update(at({ state: 'stuck', detail: 'The disk is full.' }));
    progress.update(at({ state: 'live' }));
    expect(written().split('\n').slice(1)).toEqual(['The disk is full.', 'Reading again.', '']);
  });

  it('says that it waits, and what it waits for', () => {
    const { progress, written } = report(false);
    progress.update(at({ state: 'waiting', detail: 'The log folder does not exist yet.', bytesTotal: 0 }));
    expect(written()).toBe('The log folder does not exist yet.\n');
    progress.update(at({ state: 'waiting', elapsedMillis: 60_000, detail: 'The log folder does not exist yet.' }));
    progress.update(at({ state: 'live', elapsedMillis: 61_000, records: 10_000 }));
    expect(written()).toMatch(/10\.0 k records in 1\.0 s \(10\.0 k records\/s\)/);
  });
});

describe('words for numbers', () => {
  it('sums up a load', () => {
    expect(loadedWords(at({ runs: 0, records: 0 }))).toBe('No event files yet. Watching for new ones.');
    expect(loadedWords(at({ runs: 1, records: 0 }))).toBe('1 run, nothing new. Watching for more.');
    expect(loadedWords(at({ runs: 1500, records: 10, bytesRead: 520, elapsedMillis: 0 }))).toBe('Loaded 1,500 runs: 520 B, 10 records in 0.0 s. Watching for more.');
  });

  it('shortens', () => {
    expect([0, 999, 1000, 9949, 9950, 999_499, 999_500, 1.5e12, 2e15].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '9.9 kB', '10 kB', '999 kB', '1.0 MB', '1.5 TB', '2000 TB']);
    expect([0, 9999, 12_345, 4.1e6].map(shortNumber)).toEqual(['0', '9999', '12.3 k', '4.1 M']);
  });
});
