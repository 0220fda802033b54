import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRecords } from '../../../server/command-line/read-records.js';
import { breakLengthChecksum, eventFile, frame } from '../../support/event-writer.js';

const folder = mkdtempSync(join(tmpdir(), 'ridgeline-records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lengths of the records, problems as text. */
function read(bytes: Uint8Array): (number | string)[] {
  const path = join(folder, 'events.out.tfevents');
  writeFileSync(path, bytes);
  return [...readRecords(Buffer.from(path))].map((item) => (item.kind === 'payload' ? item.payload.length : item.detail));
}

describe('readRecords', () => {
  it('reads records across and larger than its window', () => {
    const lengths = [10, 3_000_000, 1_500_000, 0, 9_000_000, 5];
    expect(read(eventFile(...lengths.map((length) => frame(new Uint8Array(length).fill(1)))))).toEqual(lengths);
  });

  it('is silent about a file that ends in a record, wherever that is', () => {
    const file = eventFile(frame(Uint8Array.of(1, 2, 3)), frame(Uint8Array.of(4, 5)));
    for (let end = 0; end <= file.length; end++) {
      expect(read(file.subarray(0, end)), `cut at ${end}`).toEqual(end < 19 ? [] : end < file.length ? [3] : [3, 2]);
    }
  });

  it('finds the next record far behind a broken one', () => {
    const broken = breakLengthChecksum(frame(new Uint8Array(9_000_000).fill(7)));
    expect(read(eventFile(frame(Uint8Array.of(1)), broken, frame(Uint8Array.of(2, 3))))).toEqual([
      1,
      `record length checksum mismatch at offset 17, ${broken.length} bytes skipped`,
      2,
    ]);
  });
});
