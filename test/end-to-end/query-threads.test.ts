/** The query threads as they are built: real workers over a real index. Needs `npm run build`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { queriesInProcess } from '../../server/query/in-process.js';
import type { Queries } from '../../server/query/protocol.js';
import { startQueries, type QueryPool } from '../../server/query/start.js';
import { openReader } from '../../server/store/reader.js';
import { buildStore } from '../support/store-builder.js';

const module = new URL('../../build/server/query/worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'ridgeline-query-'));
const path = join(folder, 'index.db');
let pool: QueryPool | null = null;
afterEach(async () => {
  await pool?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const params = { series: [1, 2], runs: [], tags: [], width: 100, axis: 'step', xScale: 'linear', from: null, to: null, smoothing: 0.6, superseded: false, partition: false, times: 'wall' };
const exported = async (queries: Queries): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of queries.stream('export', { format: 'csv', series: [], runs: [], tags: [] })) parts.push(part);
  return Buffer.concat(parts).toString();
};

describe('query threads', () => {
  it('answer what the same functions answer in process, and turn to the new index when it is made anew', async () => {
    pool = startQueries({ index: path, threads: 2, module });
    // Started before the index exists, as the server does.
    await expect(pool.ask('runs', {})).rejects.toMatchObject({ code: 'busy', status: 503 });

    const values = Array.from({ length: 9000 }, (_, i) => Math.sin(i / 50));
    const first = buildStore({ path }).run('a').scalars('x', { values }).scalars('y', { values: [1, NaN] });
    first.commit();
    const reader = openReader(path);
    const here = queriesInProcess(reader);
    for (const [name, asked] of [['runs', {}], ['series', {}], ['scalars/points', params], ['scalars/tags', {}]] as const) {
      const [there, wanted] = await Promise.all([pool.ask(name, asked), here.ask(name, asked)]);
      expect(there.type).toBe(wanted.type);
      expect(Buffer.compare(there.body, wanted.body), name).toBe(0);
    }
    expect(await exported(pool)).toBe(await exported(here));
    await expect(pool.ask('scalars/data', { run: 'a', tag: 'nope', csv: false, samples: 0 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(pool.ask('nonsense', {})).rejects.toMatchObject({ code: 'internal' });

    reader.close();
    first.close();
    rmSync(folder, { recursive: true });
    const second = buildStore({ path }).run('b').scalars('z', { values: [1] });
    second.commit();
    const lists = await Promise.all([pool.ask('runs', {}), pool.ask('runs', {}), pool.ask('runs', {})]);
    for (const { body } of lists) expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ runs: [{ name: 'b' }] });
    second.close();
  });
});
