import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, readTurn } from '../../../server/ingest/read-turn.js';
import { openEventFile } from '../../../server/logdir/tail.js';
import { runName } from '../../../server/model/names.js';
import { ScanKernel } from '../../../server/tfevents/kernel/scan-kernel.js';
import { MOST_PAYLOAD_BYTES } from '../../../server/tfevents/record.js';
import {
  breakDataChecksum, breakLengthChecksum, event, eventFile, flipped, frame, frameWithLength, graphEvent, imageValue, metadataValue, scalarEvent, sessionEvent,
  simpleValue, summaryEvent, summaryValue, tensorValue, textValue, tf2ScalarEvent, versionEvent,
} from '../../support/event-writer.js';
import { memoryFile, readSlices, sparseFile, type Reading } from '../../support/read-slices.js';
import { headerOf } from '../../support/framing.js';
import { bytes as bytesField, message, varint } from '../../support/wire.js';

/** What matters of a reading: everything but how many turns it took. */
const gist = ({ turns: _, ...reading }: Reading): Omit<Reading, 'turns'> => reading;
const pointsOf = (reading: Reading, tag: string): readonly (readonly number[])[] =>
  [...reading.series].find(([name]) => name === tag)?.[1].points ?? [];
const problemsOf = (reading: Reading): Record<string, [count: number, bytes: number, firstOffset: number]> =>
  Object.fromEntries([...reading.problems.values()].map(({ kind, count, bytes, firstOffset }) => [kind, [count, bytes, firstOffset]]));

const scalar = (step: number, tag = 'a'): Uint8Array => frame(scalarEvent(tag, step, step / 2));
const version = frame(versionEvent(1.5e9));

/** A file with about everything in it. */
const mixed = eventFile(
  version,
  scalar(1),
  scalar(1, 'b'),
  frame(tf2ScalarEvent('tf2', 1, 0.25, { first: true })),
  frame(tf2ScalarEvent('tf2', 2, 0.5)),
  frame(summaryEvent({ step: 3, wallTime: 1.7e9 }, textValue('text', ['hello']), imageValue('image', { width: 1, height: 1, image: new Uint8Array(70) }))),
  breakDataChecksum(scalar(2)),
  scalar(3),
  frame(sessionEvent({ step: 2, wallTime: 1.7e9 })),
  frame(new Uint8Array(0)),
  breakLengthChecksum(scalar(4)),
  scalar(5),
  frame(graphEvent({ wallTime: 1.7e9 }, new Uint8Array(300))),
  frameWithLength(new Uint8Array(20), 2n ** 60n),
  frame(summaryEvent({ step: 6, wallTime: 1.7e9 }, simpleValue('a', 6), simpleValue('b', 7))),
  frame(event({ wallTime: NaN }, message(5, bytesField(1, simpleValue('a', 1))))),
  scalar(7),
);

describe('reading a slice', () => {
  it('gives the points of every series in file order', () => {
    const reading = readSlices(mixed);
    expect(pointsOf(reading, 'a')).toEqual([1, 3, 5, 6, 7].map((step) => [step, step === 6 ? 1.7e9 : 1.7e9 + step, step === 6 ? 6 : step / 2]));
    expect(pointsOf(reading, 'b').map(([step]) => step)).toEqual([1, 6]);
    expect(pointsOf(reading, 'tf2')).toEqual([[1, 1.7e9 + 1, 0.25], [2, 1.7e9 + 2, 0.5]]);
    expect(reading).toMatchObject({ offset: mixed.length, seeking: false, minWallTime: 1.5e9, records: 14 });
    expect(reading.sessionStarts).toMatchObject([{ step: 2, wallTime: 1.7e9 }]);
  });

  it('counts what it could not read, with its bytes and where it begins first', () => {
    const record = scalar(2).length;
    const problems = problemsOf(readSlices(mixed));
    expect(Object.keys(problems).sort()).toEqual(['data-checksum', 'length-checksum', 'wall-time']);
    expect(problems['data-checksum']).toEqual([1, record, expect.any(Number)]);
    expect(problems['length-checksum']).toEqual([2, record + 36, expect.any(Number)]);
  });

  it('refers to values that are not scalars by record and place', () => {
    const reading = readSlices(mixed);
    const [[step, , items, offset, length, index] = []] = pointsOf(reading, 'image');
    expect([step, items, index]).toEqual([3, 3, 1]);
    expect(mixed.subarray(offset! + 12, offset! + 12 + length!)).toEqual(
      summaryEvent({ step: 3, wallTime: 1.7e9 }, textValue('text', ['hello']), imageValue('image', { width: 1, height: 1, image: new Uint8Array(70) })),
    );
    expect(pointsOf(reading, 'text')[0]?.slice(3)).toEqual([offset, length, 0]);
  });

  it('gives the same whatever the size of a slice', () => {
    const whole = gist(readSlices(mixed));
    for (let sliceBytes = 16; sliceBytes < mixed.length + 20; sliceBytes += sliceBytes < 120 ? 1 : 23) expect(gist(readSlices(mixed, { sliceBytes }))).toEqual(whole);
  });

  it('gives the same when the file ended at any byte before', () => {
    const whole = gist(readSlices(mixed));
    for (let size = 0; size <= mixed.length; size++) expect(gist(readSlices(mixed, { sizes: [size] })), `cut at ${size}`).toEqual(whole);
  });

  it('waits at a truncated record, without a problem and without half a record', () => {
    const records = [version, scalar(1), frame(tf2ScalarEvent('tf2', 1, 0.25, { first: true })), scalar(2)];
    const file = eventFile(...records);
    let [boundary, whole] = [0, 0];
    for (let size = 0; size < file.length; size++) {
      if (size === boundary + records[whole]!.length) boundary += records[whole++]!.length;
      const reading = readSlices(file.subarray(0, size));
      expect(reading).toMatchObject({ offset: boundary, seeking: false, records: whole });
      expect(reading.problems.size).toBe(0);
    }
  });

  it('grows byte by byte', () => {
    expect(gist(readSlices(mixed, { sizes: Array.from(mixed, (_, i) => i) }))).toEqual(gist(readSlices(mixed)));
  });
});

describe('a record longer than a slice', () => {
  const picture = summaryEvent({ step: 1, wallTime: 1.6e9 }, imageValue('image', { width: 1, height: 1, image: new Uint8Array(5e6).fill(7) }));
  const file = eventFile(scalar(1), frame(picture), scalar(2));

  it('is read by itself, once it is whole', () => {
    const start = scalar(1).length;
    expect(readSlices(file.subarray(0, start + picture.length + 15))).toMatchObject({ offset: start, records: 1, problems: new Map() });
    const reading = readSlices(file);
    expect(pointsOf(reading, 'image')).toEqual([[1, 1.6e9, 3, start, picture.length, 0]]);
    expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([1, 2]);
    expect(reading).toMatchObject({ offset: file.length, minWallTime: 1.6e9, records: 3, problems: new Map() });
  });

  it('is lost alone when its data is damaged', () => {
    const reading = readSlices(eventFile(scalar(1), breakDataChecksum(frame(picture)), scalar(2)));
    expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([1, 2]);
    expect(problemsOf(reading)).toEqual({ 'data-checksum': [1, picture.length + 16, scalar(1).length] });
  });

  it('is found again behind a damaged length', () => {
    const reading = readSlices(eventFile(breakLengthChecksum(scalar(1)), frame(picture), scalar(2)));
    expect(pointsOf(reading, 'image')).toHaveLength(1);
    expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([2]);
  });
});

describe('a turn', () => {
  const turn = { turn: 7, run: runName('r'), path: Buffer.from('/nowhere'), offset: 0, size: 100, seeking: false, known: new Map() };
  const kernel = new ScanKernel();

  it('says why a file cannot be read, and closes what it opened', () => {
    expect(readTurn(turn, { kernel, open: openEventFile })).toEqual({ kind: 'unreadable', detail: 'does not exist' });
    let closed = 0;
    const fails = { ...memoryFile(version), readAt: (): number => { throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }); }, close: () => void closed++ };
    expect(readTurn(turn, { kernel, open: () => fails })).toEqual({ kind: 'unreadable', detail: 'EIO: i/o error, read' });
    expect(closed).toBe(1);
  });

  it('on a file that became shorter reads what is there', () => {
    const result = readTurn(turn, { kernel, open: () => memoryFile(eventFile(version).subarray(0, 30)) });
    expect(result).toMatchObject({ kind: 'stage', stage: { toOffset: 0, atEnd: true, problems: [] } });
  });

  it('leaves nothing of one file in the next', () => {
    const read = (file: Uint8Array): unknown => readTurn({ ...turn, size: file.length }, { kernel, open: () => memoryFile(file) });
    const first = read(eventFile(scalar(1, 'x'), scalar(1, 'y')));
    read(eventFile(scalar(2, 'y'), scalar(2, 'z'), scalar(2, 'x')));
    expect(read(eventFile(scalar(1, 'x'), scalar(1, 'y')))).toEqual(first);
  });

  it('hands over all its points in one buffer of their own, which can be transferred', () => {
    const result = readTurn({ ...turn, size: mixed.length }, { kernel, open: () => memoryFile(mixed) });
    if (result.kind !== 'stage') throw new Error(result.detail);
    const { stage, transfer } = packed(result.stage);
    expect(stage).toEqual(result.stage);
    const copy = structuredClone(stage, { transfer });
    expect(transfer.map(({ byteLength }) => byteLength)).toEqual([0]);
    expect(copy).toEqual(result.stage);
    for (const { bytes } of copy.series.flatMap(({ chunks }) => chunks)) expect(bytes.byteOffset % 8).toBe(0);
    expect(copy.series.map(({ tag }) => tag)).toEqual(['a', 'b', 'tf2', 'text', 'image', '__run_graph__']);
  });
});

describe('damage', () => {
  it('of one record’s data loses that record alone', () => {
    for (const damaged of [0, 1, 2]) {
      const file = eventFile(...[0, 1, 2].map((step) => (step === damaged ? breakDataChecksum(scalar(step)) : scalar(step))));
      expect(pointsOf(readSlices(file), 'a').map(([step]) => step)).toEqual([0, 1, 2].filter((step) => step !== damaged));
    }
  });

  it('of a length is searched across, to the next record that proves valid', () => {
    const file = eventFile(scalar(1), breakLengthChecksum(scalar(2)), breakDataChecksum(scalar(3)), scalar(4));
    const reading = readSlices(file);
    expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([1, 4]);
    expect(problemsOf(reading)).toEqual({ 'length-checksum': [1, scalar(2).length + scalar(3).length, scalar(1).length] });
  });

  it('of a length at the end keeps the search going when the file grows', () => {
    const start = eventFile(scalar(1), breakLengthChecksum(scalar(2)));
    const reading = readSlices(start);
    expect(reading).toMatchObject({ seeking: true, offset: start.length - 11 });
    expect(pointsOf(readSlices(eventFile(start, scalar(3)), { sizes: [start.length] }), 'a').map(([step]) => step)).toEqual([1, 3]);
  });

  it('by a length past the limit is counted, and the record skipped when it is there', () => {
    const file = eventFile(scalar(1), frameWithLength(new Uint8Array(100), MOST_PAYLOAD_BYTES + 1), scalar(2));
    // not there yet: a record that long may still be on its way
    expect(readSlices(file)).toMatchObject({ offset: scalar(1).length, seeking: false });
  });

  it('by a length past the limit does not keep what follows from being read', () => {
    const length = MOST_PAYLOAD_BYTES + 1;
    const file = sparseFile(scalar(1), headerOf(length), length + 4, scalar(2));
    const reading = readSlices(file);
    expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([1, 2]);
    expect(problemsOf(reading)).toEqual({ 'oversized-record': [1, length + 16, scalar(1).length] });
    expect(reading).toMatchObject({ offset: file.length, seeking: false, records: 2 });
  });

  it('by a length no message can have is searched across', () => {
    const file = eventFile(scalar(1), frameWithLength(new Uint8Array(100), 2n ** 40n), scalar(2));
    const reading = readSlices(file);
    expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([1, 2]);
    expect(problemsOf(reading)).toEqual({ 'length-checksum': [1, 116, scalar(1).length] });
  });

  it('that leaves an event unreadable is counted', () => {
    const file = eventFile(frame(Uint8Array.of(0xff, 0xff)), frame(event({ wallTime: Infinity })), frame(event({ step: 2n ** 60n, wallTime: 1 })), scalar(1));
    const reading = readSlices(file);
    expect(problemsOf(reading)).toEqual({ 'undecodable-event': [1, 18, 0], 'wall-time': [1, 25, 18], 'rounded-step': [1, 0, 43] });
    expect(pointsOf(reading, 'a')).toHaveLength(1);
  });

  it('by zeros at the end is no damage until something stands behind them', () => {
    const zeros = new Uint8Array(300);
    for (const sliceBytes of [64, 100, 4096]) {
      expect(readSlices(eventFile(scalar(1), zeros), { sliceBytes })).toMatchObject({ offset: scalar(1).length, seeking: false, problems: new Map() });
      const reading = readSlices(eventFile(scalar(1), zeros, scalar(2)), { sliceBytes, sizes: [scalar(1).length + 200] });
      expect(pointsOf(reading, 'a').map(([step]) => step)).toEqual([1, 2]);
      expect(problemsOf(reading)).toEqual({ 'length-checksum': [1, 300, scalar(1).length] });
    }
  });

  it('at any byte never makes a wrong point, and loses one record or two', () => {
    const records = Array.from({ length: 12 }, (_, step) => scalar(step + 1, step % 2 === 0 ? 'even' : 'odd'));
    const file = eventFile(...records);
    const all = gist(readSlices(file)).series;
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const reading = readSlices(flipped(file, at, bits));
        let lost = 0;
        for (const [tag, { points }] of all) {
          const read = pointsOf(reading, tag);
          expect(points).toEqual(expect.arrayContaining([...read]));
          lost += points.length - read.length;
        }
        // The last record may have nothing behind it to go on with; any other is followed by one that is found.
        expect(lost).toBe(1);
        expect(reading.problems.size).toBe(1);
      }),
      { numRuns: 400 },
    );
  });
});

describe('however a damaged file is cut, grown and sliced', () => {
  const tag = fc.constantFrom('a', 'b', 'text');
  const step = fc.integer({ min: -3, max: 300 });
  const whole = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(tag, step, fc.float()).map(([name, at, value]) => frame(scalarEvent(name, at, value))) },
    { weight: 2, arbitrary: fc.tuple(tag, step, fc.boolean()).map(([name, at, first]) => frame(tf2ScalarEvent(name, at, 1.5, { first }))) },
    fc.tuple(tag, step).map(([name, at]) => frame(summaryEvent({ step: at, wallTime: 1 }, textValue(name, ['x'.repeat(50)]), simpleValue('b', 2)))),
    fc.constant(frame(new Uint8Array(0))),
    fc.constant(frame(graphEvent({ wallTime: 2 }, new Uint8Array(200)))),
    step.map((at) => frame(sessionEvent({ step: at, wallTime: 3 }))),
    fc.uint8Array({ maxLength: 20 }).map(frame),
  );
  const piece = fc.oneof(
    { weight: 8, arbitrary: whole },
    { weight: 1, arbitrary: whole.map(breakDataChecksum) },
    { weight: 1, arbitrary: whole.map(breakLengthChecksum) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    { weight: 1, arbitrary: fc.nat(80).map((length) => new Uint8Array(length)) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.bigInt(0n, 2n ** 64n - 1n)).map(([record, length]) => frameWithLength(record, length)) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat(60)).map(([record, length]) => record.subarray(0, length)) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat(400)).map(([record, length]) => frameWithLength(record, length)) },
  );

  it('the points, problems and the final offset are the same', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.integer({ min: 16, max: 300 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (pieces, sliceBytes, cuts) => {
        const file = eventFile(...pieces);
        const sizes = cuts.map((cut) => Math.floor(cut * file.length)).sort((a, b) => a - b);
        expect(gist(readSlices(file, { sliceBytes, sizes }))).toEqual(gist(readSlices(file)));
      }),
      { numRuns: 400 },
    );
  });
});

describe('a series', () => {
  it('of scalars takes numbers of every kind, and counts what is none', () => {
    const file = eventFile(
      frame(summaryEvent({ step: 1, wallTime: 1 }, tensorValue('a', { dtype: 'int64', numbers: [7], shape: [1] }, { plugin: 'scalars' }))),
      frame(summaryEvent({ step: 2, wallTime: 1 }, simpleValue('a', 0.5))),
      frame(summaryEvent({ step: 3, wallTime: 1 }, tensorValue('a', { dtype: 'float', numbers: [1, 2], shape: [2] }))),
      frame(summaryEvent({ step: 4, wallTime: 1 }, textValue('a', ['1']))),
      frame(summaryEvent({ step: 5, wallTime: 1 }, tensorValue('a', { dtype: 'complex64', numbers: [1, 2] }))),
      frame(tf2ScalarEvent('a', 6, 1.5)),
    );
    const reading = readSlices(file);
    expect(pointsOf(reading, 'a').map(([at, , value]) => [at, value])).toEqual([[1, 7], [2, 0.5], [6, 1.5]]);
    expect(problemsOf(reading)['unsupported-value']?.[0]).toBe(3);
  });

  it('is settled by its first metadata, also against the fast road', () => {
    const first = frame(summaryEvent({ step: 0, wallTime: 1 }, textValue('a', ['x'])));
    const later = Array.from({ length: 50 }, (_, i) => scalar(i + 1));
    const other = scalar(9, 'b');
    const file = eventFile(first, ...later.flatMap((record) => [record, other]));
    const reading = readSlices(file);
    expect([...reading.series].map(([tag, { plugin, dataClass }]) => [tag, plugin, dataClass])).toEqual([
      ['a', 'text', 'tensor'],
      ['b', 'scalars', 'scalar'],
    ]);
    expect(pointsOf(reading, 'a')).toHaveLength(1);
    expect(problemsOf(reading)['unsupported-value']?.[0]).toBe(50);
    expect(pointsOf(reading, 'b')).toHaveLength(50);
  });

  it('of an unknown plugin is kept as references to each value, numbers of the fast road included', () => {
    const file = eventFile(
      frame(summaryEvent({ step: 0, wallTime: 1 }, tensorValue('a', { dtype: 'float', numbers: [1, 2], shape: [2] }, { plugin: 'mine', dataClass: 2 }))),
      scalar(1, 'b'),
      scalar(1),
      scalar(2),
    );
    const reading = readSlices(file);
    const [, second = [], third = []] = pointsOf(reading, 'a');
    expect(reading.series.get([...reading.series.keys()][0]!)).toMatchObject({ plugin: 'mine', dataClass: 'tensor' });
    const record = scalar(1).length;
    expect([second[3], third[3]]).toEqual([file.length - 2 * record, file.length - record]);
    expect(second[4]).toBe(record - 16);
  });

  it('takes its display name from the tag when it is written the old way, and is left without one by TF2', () => {
    const file = eventFile(
      scalar(1, 'old'),
      frame(summaryEvent({ wallTime: 1 }, simpleValue('named', 1, { displayName: 'Name', description: '*d*' }))),
      frame(tf2ScalarEvent('tf2', 1, 1, { first: true })),
      frame(tf2ScalarEvent('lost', 1, 1)),
      frame(summaryEvent({ wallTime: 1 }, metadataValue('_hparams_/experiment', { plugin: 'hparams', content: 'content' }))),
    );
    const metadata = Object.fromEntries([...readSlices(file).series].map(([tag, series]) => [tag, series.metadata]));
    const none = new Uint8Array(0);
    expect(metadata).toEqual({
      old: { displayName: 'old', description: '', content: none },
      named: { displayName: 'Name', description: '*d*', content: none },
      tf2: { displayName: '', description: '', content: none },
      lost: { displayName: '', description: '', content: none },
      '_hparams_/experiment': { displayName: '', description: '', content: new TextEncoder().encode('content') },
    });
  });

  it('that is known already brings no metadata again', () => {
    const file = eventFile(scalar(1), scalar(2, 'b'));
    const known = new Map([...readSlices(eventFile(scalar(0))).series].map(([tag, { plugin, dataClass }]) => [tag, { plugin, dataClass }]));
    const { series } = readSlices(file, { known: known as never });
    expect([...series.values()].map(({ metadata }) => metadata?.displayName)).toEqual([undefined, 'b']);
  });

  it('may begin with metadata alone, and without a tag cannot be told', () => {
    const file = eventFile(
      frame(summaryEvent({ wallTime: 1 }, metadataValue('a', { plugin: 'scalars', description: 'first' }))),
      scalar(1),
      frame(summaryEvent({ wallTime: 1 }, summaryValue('', undefined, varint(20, 1)))),
    );
    const reading = readSlices(file);
    expect([...reading.series.values()]).toMatchObject([{ plugin: 'scalars', metadata: { description: 'first' }, points: [[1, 1.7e9 + 1, 0.5]] }]);
    expect(problemsOf(reading)).toEqual({ 'unsupported-value': [1, 0, expect.any(Number)] });
  });
});
