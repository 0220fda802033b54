import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../../../server/command-line/inspect.js';
import type { Inspection } from '../../../server/config.js';
import { breakDataChecksum, breakLengthChecksum, eventFile, frame, frameWithLength, scalarEvent } from '../../support/event-writer.js';

const corpus = join(process.cwd(), 'test/fixtures/corpus');
const recorded = join(process.cwd(), 'test/fixtures/inspect');

const scalar = (tag: string, step: number): Uint8Array => frame(scalarEvent(tag, step, 0.5));

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ridgeline-inspect-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(inspection: Partial<Inspection>): { readonly out: string; readonly err: string } {
  const texts = { out: '', err: '' };
  inspect(
    { logdir: '', eventFile: '', tag: '', ...inspection },
    { out: (text) => (texts.out += `${text}\n`), err: (text) => (texts.err += `${text}\n`) },
  );
  return texts;
}

describe('--inspect', () => {
  it.each(readdirSync(recorded).filter((name) => name.endsWith('.txt')))('says what TensorBoard says: %s', (name) => {
    const { out, err } = report({ logdir: join(corpus, name.replace('.txt', '')) });
    expect(out.replaceAll(`${corpus}/`, '')).toBe(readFileSync(join(recorded, name), 'utf8'));
    expect(err).toBe('');
  });

  it('looks at one file, and at one tag', () => {
    const path = join(folder, 'events.out.tfevents.1');
    writeFileSync(path, eventFile(scalar('a', 5), scalar('b', 7), scalar('a', 3)));
    expect(report({ eventFile: path }).out).toContain(`These tags are in ${path}:\naudio -\nhistograms -\nimages -\nscalars\n   a\n   b\ntensor -\n`);
    const lines = report({ eventFile: path, tag: 'a' }).out.split('\n').slice(3);
    expect(lines).toEqual([
      '',
      `Event statistics for tag a in ${path}:`,
      'scalars',
      '   first_step           5',
      '   last_step            3',
      '   max_step             5',
      '   min_step             3',
      '   num_steps            2',
      '   outoforder_steps     [(5, 3)]',
      '='.repeat(70),
      '',
      '',
    ]);
  });

  it('says what cannot be read and goes on behind it', () => {
    const run = join(folder, 'run');
    mkdirSync(run);
    writeFileSync(
      join(run, 'events.out.tfevents.1'),
      eventFile(scalar('a', 1), breakDataChecksum(scalar('a', 2)), breakLengthChecksum(scalar('a', 3)), scalar('a', 4), scalar('a', 5).subarray(0, 20)),
    );
    writeFileSync(join(run, 'events.out.tfevents.2'), eventFile(frameWithLength(new Uint8Array(4), 2n ** 40n)));
    const { out, err } = report({ logdir: folder });
    expect(out).toMatch(/last_step {12}4\n {3}max_step {13}4\n {3}min_step {13}1\n {3}num_steps {12}2\n/);
    expect(err.split('\n').map((line) => line.replace(/^.*tfevents/, ''))).toEqual([
      expect.stringMatching(/^\.1: record data checksum mismatch at offset \d+$/),
      expect.stringMatching(/^\.1: record length checksum mismatch at offset \d+, \d+ bytes skipped$/),
      expect.stringMatching(/^\.2: record of 1099511627776 bytes at offset 0 is past the limit/),
      '',
    ]);
  });

  it('says that there is nothing', () => {
    expect(report({ logdir: folder }).out).toContain(`No event files found within logdir ${folder}\n`);
    expect(report({ eventFile: join(folder, 'none') }).err).toContain('does not exist');
  });
});
