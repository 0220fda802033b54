import { discoverNow } from '../../server/logdir/discover.js';
import { openEventFile } from '../../server/logdir/tail.js';
import { readTurn } from '../../server/ingest/read-turn.js';
import type { TagName } from '../../server/model/names.js';
import { openReader, type StoreReader } from '../../server/store/reader.js';
import type { KnownSeries } from '../../server/store/stage.js';
import { openWriter } from '../../server/store/writer.js';
import { ScanKernel } from '../../server/tfevents/kernel/scan-kernel.js';

export interface Ingested {
  readonly reader: StoreReader;
  /** Path of the index. */
  readonly path: string;
  close(): void;
}

/** Every event file below a folder, read once with the real reader into a real index, in this thread. */
export function ingestFolder(logdir: string): Ingested {
  const opened = openWriter({ path: ':memory:', logdir, version: 'test', newGeneration: () => 'generation-1' });
  if (opened.kind !== 'opened') throw new Error(opened.reason);
  const { writer } = opened;
  const kernel = new ScanKernel();
  let turn = 0;
  for (const { run, rawPath, files } of discoverNow(logdir).runs) {
    const known = new Map<TagName, KnownSeries>();
    for (const { name, rawName, path, stat } of files) {
      const [dev, ino, size] = [stat?.dev ?? 0, stat?.ino ?? 0, stat?.size ?? 0];
      for (let offset = 0, seeking = false, done = false; !done; ) {
        const result = readTurn({ turn: ++turn, run, path, offset, size, seeking, known }, { kernel, open: openEventFile });
        if (result.kind === 'unreadable') throw new Error(result.detail);
        const { stage } = result;
        const committed = writer.commit({ stages: [{ run, rawPath, file: { name, rawName, dev, ino, head: '' }, stage }] });
        if (committed.kind === 'failed' || committed.refused.length > 0) throw new Error(JSON.stringify(committed));
        for (const { tag, plugin, dataClass } of stage.series) known.set(tag, { plugin, dataClass });
        ({ toOffset: offset, seeking } = stage);
        done = stage.atEnd;
      }
    }
  }
  const reader = openReader(writer.path);
  return {
    reader,
    path: writer.path,
    close: () => {
      reader.close();
      writer.close();
    },
  };
}
