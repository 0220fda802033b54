import { expect, test } from 'vitest';
import { Evidence, Question, REST_MILLIS } from '../../../../web/hparams/lab/question.svelte.js';
import { HandClock, settle } from '../../state/instruments.js';

/** A question whose answers are given by hand. */
function setUp() {
  const clock = new HandClock();
  const evidence = new Evidence();
  const asked: { readonly body: unknown; readonly signal: AbortSignal | undefined; answer(value: string): Promise<void>; fail(why: string): Promise<void> }[] = [];
  const question = new Question<string, { readonly n: number }>('lab', {
    clock,
    evidence,
    api: {
      post: <T>(_path: string, body: unknown, { signal }: { signal?: AbortSignal } = {}) =>
        new Promise<T>((resolve, reject) => {
          asked.push({
            body,
            signal,
            answer: (value) => { resolve(value as T); return settle(); },
            fail: (why) => { reject(new Error(why)); return settle(); },
          });
        }),
    },
  });
  return { clock, evidence, asked, question };
}

test('nothing is asked before there is a question and someone to see the answer', () => {
  const { question, asked, evidence } = setUp();
  question.show(true);
  evidence.changed();
  expect(asked).toHaveLength(0);
  question.put('{"n":1}');
  expect(asked.map(({ body }) => body)).toEqual([{ n: 1 }]);
});

test('a question changed many times in a moment is put once, as it is at last; the old answer stays until then', async () => {
  const { question, asked, clock } = setUp();
  question.show(true);
  question.put('{"n":1}');
  await asked[0]?.answer('one');
  for (const n of [2, 3, 4]) question.put(`{"n":${n}}`);
  expect([asked.length, question.waiting, question.value]).toEqual([1, true, 'one']);
  await clock.pass(REST_MILLIS);
  expect(asked.map(({ body }) => body)).toEqual([{ n: 1 }, { n: 4 }]);
  expect([question.value, question.asked]).toEqual(['one', { n: 1 }]);
  await asked[1]?.answer('four');
  expect([question.waiting, question.value, question.asked]).toEqual([false, 'four', { n: 4 }]);
});

test('going back before it was put asks nothing', async () => {
  const { question, asked, clock } = setUp();
  question.show(true);
  question.put('{"n":1}');
  await asked[0]?.answer('one');
  question.put('{"n":2}');
  question.put('{"n":1}');
  await clock.pass(REST_MILLIS);
  expect([asked.length, question.waiting]).toEqual([1, false]);
});

test('trials that keep coming never cut an answer short, another question does', async () => {
  const { question, asked, evidence, clock } = setUp();
  question.show(true);
  question.put('{"n":1}');
  for (let i = 0; i < 5; i++) evidence.changed();
  expect([asked.length, asked[0]?.signal?.aborted]).toEqual([1, false]);
  await asked[0]?.answer('before');
  expect([question.value, asked.length]).toEqual(['before', 2]);
  question.put('{"n":2}');
  await clock.pass(REST_MILLIS);
  expect([asked[1]?.signal?.aborted, asked.length]).toEqual([true, 3]);
});

test('without a question nothing more is asked and the answer stays; a failure keeps it, too', async () => {
  const { question, asked, evidence } = setUp();
  question.show(true);
  question.put('{"n":1}');
  await asked[0]?.answer('one');
  evidence.changed();
  await asked[1]?.fail('too little memory');
  expect([question.value, question.error?.message]).toEqual(['one', 'too little memory']);
  question.put(null);
  evidence.changed();
  expect([asked.length, question.value]).toEqual([2, 'one']);
});

test('after its end it is silent', async () => {
  const { question, asked, evidence, clock } = setUp();
  question.show(true);
  question.put('{"n":1}');
  question.put('{"n":2}');
  question.close();
  await clock.pass(REST_MILLIS);
  evidence.changed();
  expect([asked.length, asked[0]?.signal?.aborted]).toEqual([1, true]);
});
