/** Long texts of a log, from the event file to the client. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TextSteps, TextStepsAnswer } from '../../../../server/plugins/text/contract.js';
import { testApp, type TestApp } from '../../../support/app.js';
import { eventFile, frame, summaryEvent, textValue } from '../../../support/event-writer.js';
import { ingestFolder, type Ingested } from '../../../support/ingest-folder.js';

let folder: string;
let ingested: Ingested;
let tested: TestApp;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-text-'));
  const at = (step: number) => ({ wallTime: 1000 + step, step });
  writeFileSync(
    join(folder, 'events.out.tfevents.1'),
    eventFile(
      ...[0, 1, 2, 3].map((step) => frame(summaryEvent(at(step), textValue('long', [`${step} `.repeat(400_000)], [])))),
      frame(summaryEvent(at(0), textValue('cells', new Array<string>(50_000).fill(''), [25_000, 2]))),
      frame(summaryEvent(at(0), textValue('one', ['a *note*']))),
      frame(summaryEvent(at(0), textValue('two', ['a', 'b']))),
      frame(summaryEvent(at(0), textValue('exact', ['a'.repeat(1024 * 1024)], []))),
    ),
  );
  ingested = ingestFolder(folder);
  tested = testApp(ingested.reader);
});
afterAll(async () => {
  await tested.app.close();
  ingested.close();
  rmSync(folder, { recursive: true });
});

async function ask(tag: string, query = ''): Promise<TextSteps | undefined> {
  const id = ingested.reader.series().find((row) => row.tag === tag)?.id ?? -1;
  return (await tested.app.inject({ url: `/api/plugins/text/steps?series=${id}${query}` })).json<TextStepsAnswer>().series[0];
}

describe('texts', () => {
  it('written as a list of one string are rendered as that string, longer lists as tables', async () => {
    expect((await ask('one', '&render=true'))?.html).toEqual(['<p>a <em>note</em></p>']);
    expect((await ask('two', '&render=true'))?.html[0]).toContain('<td><p>b</p></td>');
  });

  it('of many cells are cut, however short these are', async () => {
    const cells = await ask('cells', '&render=true');
    expect(cells?.texts[0]).toMatchObject({ shape: [25_000, 2], cut: 0 });
    expect(cells?.texts[0]?.strings).toHaveLength(32_768);
  });

  it('that fit to the byte are whole', async () => {
    expect((await ask('exact'))?.texts[0]?.cut).toBeNull();
  });

  it('come to no more than a few megabytes in one answer, which says where it ended', async () => {
    expect(await ask('long')).toMatchObject({ allSteps: [0, 1, 2, 3], steps: [3, 2, 1], looked: 3 });
    expect(await ask('long', '&limit=1')).toMatchObject({ steps: [3], looked: 1 });
    expect(await ask('long', '&search=0%200')).toMatchObject({ steps: [0], looked: 4 });
  });
});
