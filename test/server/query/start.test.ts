import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../server/errors.js';
import { startQueries, type QueryPool } from '../../../server/query/start.js';

const deaths: string[] = [];
let pool: QueryPool | null = null;

const start = (threads = 1): QueryPool => {
  pool = startQueries({
    index: 'none',
    threads,
    module: new URL('../../support/query-thread.mjs', import.meta.url),
    onDeath: (reason) => deaths.push(reason),
  });
  return pool;
};
afterEach(async () => {
  await pool?.stop();
  pool = null;
  deaths.length = 0;
});

const ask = async (to: QueryPool, name: string, params?: unknown): Promise<unknown> => JSON.parse(new TextDecoder().decode((await to.ask(name, params)).body));
const failureOf = (promise: Promise<unknown>): Promise<Failure> => promise.then(() => expect.fail('did not fail'), (thrown: Failure) => thrown);

describe('startQueries', () => {
  it('answers many questions with few threads, each its own', async () => {
    const queries = start(2);
    const asked = Array.from({ length: 50 }, (_, i) => ask(queries, 'echo', i));
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('hands a failure on as the catalogue has it', async () => {
    const failed = await failureOf(ask(start(), 'fail'));
    expect(failed).toBeInstanceOf(Failure);
    expect(failed).toMatchObject({ code: 'invalid-argument', status: 400, message: 'no', detail: 'why' });
  });

  it.each(['die', 'throw'])('replaces a thread that ends at "%s": its caller gets a failure, those that wait get their answer', async (how) => {
    const queries = start();
    const died = failureOf(ask(queries, how));
    const waiting = ask(queries, 'echo', 'still here');
    expect(await died).toMatchObject({ code: 'query-thread-died', status: 500 });
    expect(await waiting).toBe('still here');
    expect(deaths).toHaveLength(1);
  });

  it('streams part after part', async () => {
    const parts: string[] = [];
    for await (const part of start().stream('count', {})) parts.push(new TextDecoder().decode(part));
    expect(parts).toEqual(['0', '1', '2']);
  });

  it('lets questions be answered while a stream is open, and cancels a stream that is left early', async () => {
    const queries = start();
    for await (const part of queries.stream('count', {})) {
      expect(part.byteLength).toBeGreaterThan(0);
      expect(await ask(queries, 'echo', 1)).toBe(1);
      break;
    }
    expect(await ask(queries, 'was cancelled')).toBe(true);
  });

  it('fails a stream with its failure, and with another when its thread dies in between', async () => {
    const queries = start();
    const failing = queries.stream('fail', {})[Symbol.asyncIterator]();
    expect(await failureOf(failing.next())).toMatchObject({ code: 'not-found' });
    await ask(queries, 'die at pull');
    const dying = queries.stream('count', {})[Symbol.asyncIterator]();
    await dying.next();
    expect(await failureOf(dying.next())).toMatchObject({ code: 'query-thread-died' });
    expect(await ask(queries, 'echo', 'again')).toBe('again');
  });

  it('drops a question that is given up before it began', async () => {
    const queries = start();
    const running = ask(queries, 'echo', 1);
    const givenUp = new AbortController();
    const dropped = failureOf(queries.ask('echo', 2, { signal: givenUp.signal }));
    givenUp.abort();
    expect(await dropped).toMatchObject({ code: 'busy' });
    expect(await running).toBe(1);
  });

  it('refuses more questions than anyone will read the answers of', async () => {
    const queries = start();
    const asked = Array.from({ length: 2_100 }, () => failureOrValue(queries.ask('echo', 1)));
    const refused = (await Promise.all(asked)).filter((outcome) => outcome === 'busy').length;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(200);
  });

  it('fails what is asked after the end', async () => {
    const queries = start();
    await queries.stop();
    pool = null;
    expect(await failureOf(queries.ask('echo', 1))).toMatchObject({ code: 'busy' });
  });
});

const failureOrValue = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'answered', (thrown: Failure) => thrown.code);
