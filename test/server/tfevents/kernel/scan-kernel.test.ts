import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../../../server/tfevents/event.js';
import { eventValues } from '../../../../server/tfevents/event-value.js';
import { AS_TENSOR, Other, ScanKernel, SCAN_INPUT_BYTES, Stopped } from '../../../../server/tfevents/kernel/scan-kernel.js';
import { scalarOf } from '../../../../server/tfevents/tensor.js';
import { breakDataChecksum, breakLengthChecksum, event, eventFile, frame, frameWithLength, scalarEvent, simpleValue, summaryEvent, tensorValue, tf2ScalarEvent } from '../../../support/event-writer.js';
import { bytes, concat, double, float, message, varint } from '../../../support/wire.js';

const kernel = new ScanKernel();

interface Row {
  readonly wallTime: number;
  readonly step: number;
  readonly value: number;
  readonly tag: string;
  readonly form: 'simple' | 'tensor';
}

/** Scans a file as a whole. */
function scan(file: Uint8Array, large = 1000): { stopped: number; at: number; rows: Row[]; others: number[][] } {
  kernel.forgetTags();
  kernel.input.set(file);
  const stopped = kernel.scan(0, file.length, large);
  const rows = Array.from({ length: kernel.rowCount }, (_, i): Row => {
    const tagAndForm = kernel.rowTags[6 * i + 5]!;
    return {
      wallTime: kernel.rows[3 * i]!,
      step: kernel.rows[3 * i + 1]!,
      value: kernel.rowValues[6 * i + 4]!,
      tag: kernel.tag(tagAndForm & ~AS_TENSOR),
      form: tagAndForm >= AS_TENSOR ? 'tensor' : 'simple',
    };
  });
  const others = Array.from({ length: kernel.otherCount }, (_, i) => [...kernel.others.subarray(4 * i, 4 * i + 4)]);
  return { stopped, at: kernel.stoppedAt, rows, others };
}

/** The same by protobuf, null when the event is anything but one finite moment with one plain number. */
function byProtobuf(payload: Uint8Array): Row | null {
  const decoded = decodeEvent(payload);
  if (decoded.kind !== 'event') return null;
  const [value, ...more] = eventValues(decoded.proto);
  if (value === undefined || more.length > 0 || value.metadata !== null || value.tag === '') return null;
  const { wallTime, step } = decoded;
  const number = value.body.kind === 'simple' ? value.body.value : value.body.kind === 'tensor' ? scalarOf(value.body.tensor) : null;
  return number === null ? null : { wallTime, step, value: number, tag: value.tag, form: value.body.kind === 'simple' ? 'simple' : 'tensor' };
}

describe('rows grouped by tag', () => {
  const tags = fc.constantFrom('a', 'b', 'c/d', 'loss');
  const eventOf = fc.record({ tag: tags, step: fc.integer({ min: 0, max: 1000 }), value: fc.float(), wallTime: fc.double({ min: 0, max: 2e9, noNaN: true }) });

  it('are the points of each tag in the order of the rows, for any stretch of rows, again and again', () => {
    fc.assert(
      fc.property(fc.array(eventOf, { maxLength: 60 }), fc.nat(60), fc.nat(60), (events, a, b) => {
        const { rows } = scan(eventFile(...events.map(({ tag, step, value, wallTime }) => frame(scalarEvent(tag, step, value, { wallTime })))));
        const [from, to] = [Math.min(a, b, rows.length), Math.min(Math.max(a, b), rows.length)];
        const stretch = rows.slice(from, to);
        const count = kernel.group(from, to);
        const grouped = Array.from({ length: count }, (_, i) => {
          const [tag = 0, first = 0, length = 0] = kernel.groups.subarray(4 * i, 4 * i + 3);
          return Array.from({ length }, (__, k) => {
            const at = first + k;
            return { tag: kernel.tag(tag & ~AS_TENSOR), step: kernel.points.steps[at], wallTime: kernel.points.wallTimes[at], value: kernel.points.values[at] };
          });
        });
        const inOrder = [...new Set(stretch.map(({ tag }) => tag))];
        expect(grouped).toEqual(inOrder.map((name) => stretch.filter(({ tag }) => tag === name).map(({ tag, step, wallTime, value }) => ({ tag, step, wallTime, value }))));
        expect(kernel.leastWallTime).toBe(Math.min(Infinity, ...stretch.map(({ wallTime }) => wallTime)));
      }),
    );
  });
});

describe('the scan kernel', () => {
  it('takes what PyTorch, tensorboardX and TF1 write, and what TF2 writes, as rows', () => {
    const steps = [0, 1, 127, 128, 2 ** 31, 2 ** 32 + 5, 2 ** 53];
    const payloads = steps.flatMap((step) => [scalarEvent('loss', step, 1.5, { wallTime: 1.25 }), tf2ScalarEvent('acc', step, -0, { wallTime: 2.5 })]);
    const { rows, others } = scan(eventFile(...payloads.map(frame)));
    expect(others).toEqual([]);
    expect(rows).toEqual(
      steps.flatMap((step): Row[] => [
        { wallTime: 1.25, step, value: 1.5, tag: 'loss', form: 'simple' },
        { wallTime: 2.5, step, value: -0, tag: 'acc', form: 'tensor' },
      ]),
    );
  });

  it('takes every bit pattern of a float32', () => {
    fc.assert(
      fc.property(fc.float(), (value) => {
        expect(scan(frame(scalarEvent('a', 1, value))).rows[0]?.value).toBe(Math.fround(value));
      }),
    );
  });

  it('leaves the rest to protobuf', () => {
    const payloads = [
      event({ wallTime: 1, step: 2 }),
      new Uint8Array(0),
      scalarEvent('a', -1, 1),
      scalarEvent('a', 2n ** 53n + 1n, 1),
      scalarEvent('a', 1, 1, { wallTime: NaN }),
      scalarEvent('a', 1, 1, { wallTime: Infinity }),
      scalarEvent('', 1, 1),
      scalarEvent('t'.repeat(128), 1, 1),
      summaryEvent({ wallTime: 1 }, simpleValue('a', 1), simpleValue('b', 1)),
      summaryEvent({ wallTime: 1 }, simpleValue('a', 1, { displayName: 'A' })),
      summaryEvent({ wallTime: 1 }, concat([bytes(7, 'node'), float(2, 1)])),
      summaryEvent({ wallTime: 1 }, concat([float(2, 1), bytes(1, 'a')])),
      summaryEvent({ wallTime: 1 }, tensorValue('a', { dtype: 'double', shape: [], numbers: [1] })),
      summaryEvent({ wallTime: 1 }, tensorValue('a', { dtype: 'float', shape: [1], numbers: [1] })),
      summaryEvent({ wallTime: 1 }, tensorValue('a', { dtype: 'float', shape: [], numbers: [1], content: false })),
      concat([varint(2, 1), double(1, 1), message(5, bytes(1, simpleValue('a', 1)))]),
    ];
    const { rows, others } = scan(eventFile(...payloads.map(frame)));
    expect(rows).toEqual([]);
    expect(others.map(([kind, , length]) => [kind, length])).toEqual(payloads.map(({ length }) => [Other.event, length]));
  });

  it('says where others stand among the rows', () => {
    const a = frame(scalarEvent('a', 1, 1));
    const other = frame(event({ wallTime: 1 }));
    const { others } = scan(eventFile(other, a, a, breakDataChecksum(a), other));
    const [o, n] = [other.length, a.length];
    expect(others).toEqual([
      [Other.event, 0, o - 16, 0],
      [Other.dataChecksum, o + 2 * n, n - 16, 2],
      [Other.event, o + 3 * n, o - 16, 2],
    ]);
  });

  it('checks the data of records of every length', () => {
    const records = Array.from({ length: 80 }, (_, length) => frame(Uint8Array.from({ length }, (__, i) => (i * 167 + length) & 255)));
    const kinds = (file: Uint8Array): unknown[] => scan(file).others.map(([kind, , length]) => [kind, length]);
    expect(kinds(eventFile(...records))).toEqual(records.map((_, length) => [Other.event, length]));
    expect(kinds(eventFile(...records.map(breakDataChecksum)))).toEqual(records.map((_, length) => [Other.dataChecksum, length]));
  });

  it('tells tags apart that differ in one byte only, whatever their length', () => {
    const tags = Array.from({ length: 24 }, (_, i) => i + 1).flatMap((length) => Array.from({ length }, (_, at) => `${'x'.repeat(at)}y${'x'.repeat(length - at - 1)}`));
    // twice, so that each is also compared as the one expected next
    const { rows } = scan(eventFile(...[...tags, ...tags].map((tag) => frame(scalarEvent(tag, 1, 1)))));
    expect(rows.map(({ tag }) => tag)).toEqual([...tags, ...tags]);
  });

  it('stops where it cannot go on, and says why', () => {
    const a = frame(scalarEvent('a', 1, 1));
    for (let length = 0; length < a.length; length++) {
      expect(scan(eventFile(a, a.subarray(0, length)))).toMatchObject({ stopped: Stopped.truncated, at: a.length });
    }
    expect(scan(eventFile(a, breakLengthChecksum(a)))).toMatchObject({ stopped: Stopped.lengthChecksum, at: a.length });
    for (const length of [1001n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n]) {
      expect(scan(eventFile(a, frameWithLength(a, length), a))).toMatchObject({ stopped: Stopped.large, at: a.length });
    }
    expect(scan(eventFile(a, frameWithLength(a, 1000)))).toMatchObject({ stopped: Stopped.truncated, at: a.length });
  });

  it('goes on where it was full', () => {
    const empty = frame(new Uint8Array(0));
    const count = Math.floor(SCAN_INPUT_BYTES / empty.length);
    for (let i = 0; i < count; i++) kernel.input.set(empty, i * empty.length);
    let [seen, from, stopped] = [0, 0, Stopped.full as number];
    while (stopped === Stopped.full) {
      stopped = kernel.scan(from, count * empty.length, 1000);
      seen += kernel.otherCount;
      from = kernel.stoppedAt;
    }
    expect([seen, from]).toEqual([count, count * empty.length]);
  });

  it('tells tags apart, however many and alike they are, and leaves those beyond its room to protobuf', () => {
    const tags = Array.from({ length: 9000 }, (_, i) => `layer-${i}/${'x'.repeat(i % 90)}`);
    const { rows, others } = scan(eventFile(...[...tags, ...tags].map((tag, i) => frame(scalarEvent(tag, i, i)))));
    expect(rows.length + others.length).toBe(18_000);
    expect(rows.length).toBeGreaterThan(8_000);
    for (const { tag, step } of rows) expect(tag).toBe(tags[step % 9000]);
  });

  it('reads random events as protobuf does, or leaves them to it', () => {
    const tag = fc.oneof(fc.constantFrom('a', 'train/loss', 'ü/✓', ''), fc.string({ maxLength: 20 }));
    const step = fc.oneof(fc.nat(200), fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n));
    const padding = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(4));
    const unknown = fc.oneof(
      fc.tuple(fc.integer({ min: 3, max: 40 }), fc.nat(1000)).map(([field, value]) => varint(field, value)),
      fc.tuple(fc.integer({ min: 11, max: 40 }), fc.uint8Array({ maxLength: 5 })).map(([field, value]) => bytes(field, value)),
    );
    const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.oneof({ weight: 6, arbitrary: fc.constant<T[]>([]) }, arbitrary.map((one) => [one]));
    const simple = fc.float().map((value) => float(2, value));
    const tensor = fc.tuple(fc.constantFrom('float', 'double', 'int32'), fc.constantFrom([], [1], undefined), fc.boolean(), fc.float()).map(([dtype, shape, content, value]) => {
      const field = tensorValue('', { dtype: dtype as 'float', ...(shape === undefined ? {} : { shape }), content, numbers: [dtype === 'int32' ? 7 : value] });
      return field.subarray(2); // without the empty tag in front
    });
    const value = fc
      .tuple(tag, fc.oneof(simple, tensor), rarely(unknown), rarely(fc.constant(bytes(9, new Uint8Array(0)))), rarely(fc.oneof(simple, tensor)), fc.integer({ min: 0, max: 9 }))
      .map(([name, body, odd, metadata, second, order]) => {
        const fields = [bytes(order === 9 ? 7 : 1, name), body, ...second, ...metadata, ...odd];
        return concat(order === 8 ? fields.reverse() : fields);
      });
    const payload = fc
      .tuple(fc.double(), step, padding, fc.array(value, { minLength: 1, maxLength: 2 }), rarely(unknown), fc.integer({ min: 0, max: 15 }))
      .map(([wallTime, at, pad, values, odd, shape]) => {
        const summary = message(5, ...values.slice(0, shape === 15 ? 2 : 1).map((one) => bytes(1, one)));
        const fields = [...(shape === 14 ? [] : [double(1, wallTime)]), ...(shape === 13 ? [] : [varint(2, at, pad)]), summary, ...odd];
        return concat(shape === 12 ? fields.reverse() : fields);
      });
    const damaged = fc.tuple(payload, fc.nat(), fc.nat(255)).map(([good, at, byte]) => {
      const copy = Uint8Array.from(good);
      copy[at % copy.length] = byte;
      return copy;
    });
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(payload, damaged), (one) => {
        const { rows, others } = scan(frame(one));
        expect(rows.length + others.length).toBe(1);
        const [row] = rows;
        if (row === undefined) return;
        taken++;
        expect(row).toEqual(byProtobuf(one));
      }),
      { numRuns: 4000 },
    );
    // Otherwise nothing was compared.
    expect(taken).toBeGreaterThan(100);
  });
});
