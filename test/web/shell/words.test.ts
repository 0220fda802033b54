import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FolderAnswer } from '../../../server/contract.js';
import { folderWords } from '../../../web/shell/folder-words.js';
import { ago, bytes, count, duration, plural } from '../../../web/shell/format.js';
import { liveWords } from '../../../web/shell/live-words.js';
import { byKind, problemWords } from '../../../web/shell/problem-words.js';
import { TABS, arrangeTabs, whyInactive } from '../../../web/shell/tabs.js';
import { loadStatus } from '../state/instruments.js';

describe('arrangeTabs', () => {
  const built = new Set(['timeseries', 'scalars']);

  it('shows tabs that have data in TensorBoard’s order, the others below Inactive', () => {
    const { active, inactive } = arrangeTabs({ scalars: 4 }, built);
    expect(active.map((tab) => tab.label)).toEqual(['Time Series', 'Scalars']);
    expect(inactive).toHaveLength(TABS.length - 2);
    expect(arrangeTabs({}, built).active).toEqual([]);
  });

  it('is honest about data it cannot show yet', () => {
    const words = arrangeTabs({ scalars: 1, images: 12 }, built).inactive.map(whyInactive);
    expect(words).toContain('This log holds 12 image series; the Images tab is not part of this version yet');
    expect(words).toContain('No audio yet');
  });

  it('gives every tab a line of code that would fill it', () => {
    for (const tab of TABS) expect(tab.pytorch ?? tab.tensorflow).toBeTruthy();
  });
});

describe('problemWords', () => {
  it('has words for every kind the server can report', () => {
    const source = readFileSync(new URL('../../../server/model/problems.ts', import.meta.url), 'utf8');
    const kinds = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((match) => match[1] ?? '');
    expect(kinds.length).toBeGreaterThan(5);
    for (const kind of kinds) expect(problemWords(kind).title).not.toBe(kind);
    expect(problemWords('from-the-future').title).toBe('from-the-future');
  });

  it('gathers problems by kind in the order they come', () => {
    const problem = (kind: string, file: string) => ({ run: '.', file, kind, count: 1, bytes: 0, firstOffset: 0, detail: '' });
    expect(byKind([problem('b', '1'), problem('a', '2'), problem('b', '3')]).map(([kind, list]) => [kind, list.map((one) => one.file)]))
      .toEqual([['b', ['1', '3']], ['a', ['2']]]);
  });
});

describe('folderWords', () => {
  const folder: FolderAnswer = { logdir: '/logs', exists: true, problem: '', folders: 1, eventFiles: [], otherFiles: [], truncated: false };
  const file = (size: number) => ({ path: 'a/events.out.tfevents.1', bytes: size, modifiedTime: 0 });

  it('tells apart a missing, an unreadable, an empty and a hopeless folder', () => {
    expect(folderWords({ ...folder, exists: false }, null).title).toBe('Waiting for the log folder');
    expect(folderWords({ ...folder, problem: 'permission denied: /logs' }, null).lines).toEqual(['permission denied: /logs']);
    expect(folderWords(folder, null).lines[0]).toMatch(/found no files at all\.$/);
    expect(folderWords({ ...folder, otherFiles: [{ path: 'x', bytes: 1 }] }, null).lines[0]).toMatch(/found none, but 1 other file\.$/);
  });

  it('says what became of event files that drew nothing', () => {
    expect(folderWords({ ...folder, eventFiles: [file(0)] }, null).lines.join(' ')).toMatch(/all of them empty.*flush/);
    expect(folderWords({ ...folder, eventFiles: [file(0), file(9)] }, null).lines.join(' ')).toMatch(/found 2, 1 of them empty.*hold no series/);
    expect(folderWords({ ...folder, eventFiles: [file(9)] }, loadStatus({ state: 'loading' })).lines.at(-1)).toBe('They are being read.');
  });

  it('does not claim to have looked everywhere when it did not', () => {
    expect(folderWords({ ...folder, truncated: true }, null).lines[0]).toMatch(/first few thousand entries/);
  });
});

describe('liveWords', () => {
  it('puts the worst first', () => {
    const stuck = loadStatus({ state: 'stuck' });
    expect(liveWords({ connection: 'lost', load: stuck, follow: true }).word).toBe('Connection lost');
    expect(liveWords({ connection: 'connected', load: stuck, follow: false }).word).toBe('Stuck');
    expect(liveWords({ connection: 'connected', load: loadStatus({ state: 'loading', bytesRead: 999, bytesTotal: 1_000 }), follow: true }).word).toBe('Loading 99 %');
    expect(liveWords({ connection: 'connected', load: loadStatus({ state: 'loading' }), follow: true }).word).toBe('Loading');
    expect(liveWords({ connection: 'connected', load: null, follow: false }).word).toBe('Paused');
    expect(liveWords({ connection: 'connected', load: loadStatus(), follow: true })).toEqual({ tone: 'good', word: 'Live' });
  });
});

describe('numbers in words', () => {
  it('writes counts, sizes and times as a person reads them', () => {
    expect([count(1_234_567), plural(1, 'run'), plural(0, 'run'), plural(2, 'series', 'series')]).toEqual(['1,234,567', '1 run', '0 runs', '2 series']);
    expect([0, 999, 1_000, 1_234, 999_499, 999_600, 1.5e9, 2e18].map(bytes)).toEqual(['0 B', '999 B', '1.00 kB', '1.23 kB', '999 kB', '1.00 MB', '1.50 GB', '2000 PB'].map((text) => text === '2000 PB' ? '2.00e+3 PB' : text));
    expect([-5, 0, 12_000, 180_000, 7_200_000, 2 * 86_400_000].map(ago)).toEqual(['just now', 'just now', '12 s ago', '3 min ago', '2 h ago', '2 d ago']);
    expect([0, 59_000, 120_000, 3_900_000].map(duration)).toEqual(['0 s', '59 s', '2 min', '1 h 5 min']);
  });
});
