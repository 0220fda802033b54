/** Corpora of what is not a number: a log of pictures as large as a long training leaves, and histograms of every layer. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keepFolder, type KeptFolder } from './corpora.js';
import { EventFile } from './event-file.js';
import { histogramEvent, imageEvent } from './events.js';
import { encodePng } from './png.js';
import { seededRandom, type Random } from './random.js';

/** `pictures`: 1 GB in 4,000 pictures of noise, which no format can pack. `histograms`: 200 tags × 500 steps, 30 buckets each. */
export const mediaSpecs = {
  pictures: { runs: 2, tags: 2, steps: 1_000, side: 296 },
  histograms: { runs: 1, tags: 200, steps: 500, buckets: 30 },
} as const;

export type MediaCorpusName = keyof typeof mediaSpecs;

const START = 1_760_000_000;
/** So many different pictures are drawn; steps take them in turns, encoding a gigabyte would take minutes. */
const DIFFERENT_PICTURES = 48;

/** As `ensureCorpus`. */
export function ensureMediaCorpus(name: MediaCorpusName, cache: string, log: (line: string) => void): KeptFolder {
  const write = name === 'pictures' ? writePictures : writeHistograms;
  return keepFolder(name, { cache, key: mediaSpecs[name], write, log: () => log(`writing corpus ${name}`) });
}

function writePictures(folder: string): { bytes: number; records: number } {
  const { runs, tags, steps, side } = mediaSpecs.pictures;
  const random = seededRandom(3);
  const pictures = Array.from({ length: DIFFERENT_PICTURES }, () => noise(side, random));
  return writeRuns(folder, runs, (file, run) => {
    for (let step = 0; step < steps; step++) {
      for (let tag = 0; tag < tags; tag++) {
        const png = pictures[(step * tags + tag + run) % DIFFERENT_PICTURES]!;
        file.addEvent(imageEvent(`samples/${tag}`, { wallTime: START + step, step }, { png, width: side, height: side }));
      }
    }
  });
}

function noise(side: number, random: Random): Uint8Array {
  return encodePng({ width: side, height: side, rgb: Uint8Array.from({ length: 3 * side * side }, () => Math.floor(random.uniform() * 256)) });
}

function writeHistograms(folder: string): { bytes: number; records: number } {
  const { runs, tags, steps, buckets } = mediaSpecs.histograms;
  const random = seededRandom(5);
  return writeRuns(folder, runs, (file) => {
    for (let step = 0; step < steps; step++) {
      for (let tag = 0; tag < tags; tag++) {
        const spread = 0.5 + step / steps + 0.02 * random.normal();
        const limits = Array.from({ length: buckets }, (_, i) => spread * (-3 + (6 * (i + 1)) / buckets));
        const counts = limits.map((limit) => Math.round(1000 * Math.exp(-((limit / spread) ** 2) / 2)));
        const num = counts.reduce((sum, count) => sum + count, 0);
        file.addEvent(histogramEvent(`layers/weights_${tag}`, { wallTime: START + step, step }, { min: -3 * spread, max: 3 * spread, num, sum: 0, sumSquares: num, limits, counts }));
      }
    }
  });
}

function writeRuns(folder: string, runs: number, fill: (file: EventFile, run: number) => void): { bytes: number; records: number } {
  let [bytes, records] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const path = join(folder, `run-${run}`);
    mkdirSync(path, { recursive: true });
    const file = new EventFile(join(path, `events.out.tfevents.${START}.node-01.${run}.0`), [], START);
    fill(file, run);
    file.close();
    bytes += file.bytes;
    records += file.records;
  }
  return { bytes, records };
}
