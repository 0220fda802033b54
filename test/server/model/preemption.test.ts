import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSuperseded, RESTARTS_LISTED, type Beginning, type PointBlock } from '../../../server/model/preemption.js';

type Point = readonly [step: number, wallTime: number];
interface File {
  readonly points: readonly Point[];
  readonly starts?: readonly Beginning[];
}

/** The rule, word by word: for each point, whether any beginning later in the order replaces it. */
function oracle(files: readonly File[]): boolean[][] {
  return files.map((file, f) =>
    file.points.map(([step, wallTime], i) => {
      const within = file.points.some(([q], j) => j > i && q <= step && q < (file.points[j - 1] as Point)[0]);
      return within || files.slice(f + 1).some((later) => beginningsOf(later).some((q) => q.step <= step && q.wallTime >= wallTime));
    }),
  );
}

const beginningsOf = (file: File): Beginning[] => [
  ...(file.starts ?? []),
  ...file.points.filter(([step], j) => j === 0 || step < (file.points[j - 1] as Point)[0]).map(([step, wallTime]) => ({ step, wallTime })),
];

/** Cuts a file's points into blocks of `size` and asks `findSuperseded`. */
function superseded(files: readonly File[], size: number): { marks: boolean[][]; restarts: readonly number[]; decoded: number } {
  let decoded = 0;
  const cut = files.map((file) => {
    const blocks: Point[][] = [];
    for (let i = 0; i < file.points.length; i += size) blocks.push(file.points.slice(i, i + size));
    return blocks;
  });
  const { verdicts, restarts } = findSuperseded(
    files.map((file, f) => ({ blocks: (cut[f] as Point[][]).map(describeBlock), starts: file.starts ?? [] })),
    (f, b) => {
      decoded += 1;
      const block = (cut[f] as Point[][])[b] as Point[];
      return { steps: Float64Array.from(block, (p) => p[0]), wallTimes: Float64Array.from(block, (p) => p[1]) };
    },
  );
  const marks = verdicts.map((ofFile, f) =>
    ofFile.flatMap((verdict, b) =>
      ((cut[f] as Point[][])[b] as Point[]).map((_, i) => (typeof verdict === 'string' ? verdict === 'all' : verdict[i] === 1)),
    ),
  );
  return { marks, restarts, decoded };
}

function describeBlock(points: readonly Point[]): PointBlock {
  const steps = points.map((p) => p[0]);
  const wallTimes = points.map((p) => p[1]);
  return {
    count: points.length,
    firstStep: steps[0] as number,
    lastStep: steps.at(-1) as number,
    minStep: Math.min(...steps),
    maxStep: Math.max(...steps),
    monotone: steps.every((step, i) => i === 0 || step >= (steps[i - 1] as number)),
    firstWallTime: wallTimes[0] as number,
    minWallTime: Math.min(...wallTimes),
    maxWallTime: Math.max(...wallTimes),
  };
}

/** Points at the given steps, a second apart from `from` on. */
const at = (from: number, ...steps: number[]): Point[] => steps.map((step, i) => [step, from + i]);

/** The steps that stay, file by file. */
const kept = (files: readonly File[]): number[][] => {
  const { marks } = superseded(files, 4);
  return files.map((file, f) => file.points.filter((_, i) => !(marks[f] as boolean[])[i]).map((p) => p[0]));
};

describe('findSuperseded', () => {
  it('agrees with the rule spelled out, however the points are cut into blocks', () => {
    const point = fc.tuple(fc.integer({ min: -3, max: 8 }), fc.integer({ min: 0, max: 12 }));
    const start = fc.record({ step: fc.integer({ min: -3, max: 8 }), wallTime: fc.integer({ min: 0, max: 12 }) });
    const rising = fc.array(point, { maxLength: 12 }).map((points) => [...points].sort((a, b) => a[0] - b[0]));
    const file = fc.record({ points: fc.oneof(fc.array(point, { maxLength: 12 }), rising), starts: fc.array(start, { maxLength: 2 }) });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), fc.integer({ min: 1, max: 5 }), (files, size) => {
        expect(superseded(files, size).marks).toEqual(oracle(files));
      }),
      { numRuns: 3000 },
    );
  });

  it('lists a restart exactly where something was superseded by it', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 12 }));
    const file = fc.record({ points: fc.array(point, { maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), fc.integer({ min: 1, max: 5 }), (files, size) => {
        const expected = files.flatMap((one, f) =>
          one.points.filter(([step, wallTime], j) => {
            if (j > 0) return step < (one.points[j - 1] as Point)[0];
            return files.slice(0, f).some((earlier) => earlier.points.some((p) => p[0] >= step && p[1] <= wallTime));
          }),
        );
        expect(superseded(files, size).restarts).toEqual(expected.map((p) => p[0]));
      }),
      { numRuns: 1000 },
    );
  });

  it('has nothing to say of no files and of files without points', () => {
    expect(findSuperseded([], () => expect.unreachable())).toEqual({ verdicts: [], restarts: [] });
    expect(kept([{ points: [] }, { points: [] }])).toEqual([[], []]);
  });

  it('decodes nothing when steps never decrease within one file', () => {
    const points = Array.from({ length: 1000 }, (_, i): Point => [i, i]);
    expect(superseded([{ points }], 64)).toEqual({ marks: [points.map(() => false)], restarts: [], decoded: 0 });
  });

  it('decodes only the block that a restart cuts in two', () => {
    const points = Array.from({ length: 1000 }, (_, i): Point => [i, i]);
    const { marks, restarts, decoded } = superseded([{ points }, { points: [[500, 2000]] }], 64);
    expect(marks[0]).toEqual(points.map((p) => p[0] >= 500));
    expect(restarts).toEqual([500]);
    expect(decoded).toBe(1);
  });

  it('lists a bounded number of restarts for a series whose steps are in no order', () => {
    const points = Array.from({ length: 5000 }, (_, i): Point => [5000 - i, i]);
    expect(superseded([{ points }], 256).restarts).toHaveLength(RESTARTS_LISTED);
  });
});

describe('the worked comparisons of the wire format notes, as RustBoard shows them', () => {
  it('one file that goes back: the steps from there on are replaced', () => {
    expect(kept([{ points: at(0, 0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7) }])).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]]);
  });

  it('a restart in a second file with a START, as torch writes for purge_step=3', () => {
    const files = [{ points: at(0, 0, 1, 2, 3, 4, 5) }, { points: at(100, 3, 4), starts: [{ step: 3, wallTime: 99 }] }];
    expect(kept(files)).toEqual([[0, 1, 2], [3, 4]]);
    expect(superseded(files, 4).restarts).toEqual([3]);
  });

  it('the same when the first file begins with a START, too, as TF1 writes', () => {
    const files = [
      { points: at(0, 0, 1, 2, 3, 4, 5), starts: [{ step: 0, wallTime: 0 }] },
      { points: at(100, 3, 4), starts: [{ step: 3, wallTime: 99 }] },
    ];
    expect(kept(files)).toEqual([[0, 1, 2], [3, 4]]);
  });

  it('a START counts for a series that the later file does not hold', () => {
    expect(kept([{ points: at(0, 0, 1, 2, 3) }, { points: [], starts: [{ step: 2, wallTime: 50 }] }])).toEqual([[0, 1], []]);
  });

  it('a START says nothing about its own file', () => {
    expect(kept([{ points: at(10, 0, 1, 2, 3), starts: [{ step: 1, wallTime: 50 }] }])).toEqual([[0, 1, 2, 3]]);
  });

  it('several points at one step stay, all of them', () => {
    expect(kept([{ points: at(0, 0, 0, 0, 0, 0) }])).toEqual([[0, 0, 0, 0, 0]]);
  });

  it('negative steps are steps like any other', () => {
    expect(kept([{ points: at(0, -5, -1, 3) }])).toEqual([[-5, -1, 3]]);
  });

  it('a second writer at work at the same time loses nothing it writes after the newer file began', () => {
    const first = at(0, 0, 1, 2, 3, 4, 5);
    const second = at(3, 3, 4, 5);
    // of the first file, step 3 was written when the second began (at the same second), 4 and 5 after it
    expect(kept([{ points: first }, { points: second }])).toEqual([[0, 1, 2, 4, 5], [3, 4, 5]]);
  });
});
