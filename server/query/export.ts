/**
 * Every point of the chosen scalar series as text, in parts. Columns: run, tag, wall_time, step, value, superseded. The order is
 * that of the files; nothing is thinned, and superseded points are there with their mark. Numbers have all their digits.
 */
import { failure } from '../errors.js';
import { toJsonNumber } from '../model/json-number.js';
import { seriesId, type SeriesId } from '../model/names.js';
import type { StreamQuery } from '../plugins/plugin.js';
import type { StoreReader } from '../store/reader.js';

export type ExportFormat = 'csv' | 'jsonl';

/** What to write. `series` by id, or everything whose run and tag are among those named; empty lists name everything. */
export interface ExportRequest {
  readonly format: ExportFormat;
  readonly series: readonly number[];
  readonly runs: readonly string[];
  readonly tags: readonly string[];
}

const PART_CHARACTERS = 128 * 1024;
const encoder = new TextEncoder();

type Line = (step: number, wallTime: number, options: { readonly value: number; readonly superseded: boolean }) => string;

/** Parameters are an `ExportRequest`. Series that went away in between are left out. */
export const exportStream: StreamQuery = function* (reader, params) {
  const request = params as ExportRequest;
  let text = request.format === 'csv' ? 'run,tag,wall_time,step,value,superseded\r\n' : '';
  for (const id of chosen(reader, request)) {
    const info = reader.seriesById(id);
    if (info === null || info.dataClass !== 'scalar') continue;
    const toLine = lineWriter(request.format, { run: info.runName, tag: info.tag });
    const { columns, superseded } = reader.readScalars(id, { superseded: 'include' });
    const { steps, wallTimes, values } = columns;
    for (let i = 0; i < steps.length; i++) {
      text += toLine(steps[i] as number, wallTimes[i] as number, { value: values[i] as number, superseded: superseded?.[i] === 1 });
      if (text.length >= PART_CHARACTERS) {
        yield encoder.encode(text);
        text = '';
      }
    }
  }
  if (text !== '') yield encoder.encode(text);
};

function chosen(reader: StoreReader, { series, runs, tags }: ExportRequest): readonly SeriesId[] {
  if (series.length > 0) {
    const ids = series.map(seriesId);
    if (!ids.some((id) => reader.seriesById(id) !== null)) throw failure('not-found', 'None of these series exist.');
    return ids;
  }
  const runSet = new Set(runs);
  const tagSet = new Set(tags);
  const rows = reader.series().filter((row) => row.dataClass === 'scalar');
  const found = rows.filter(({ runName, tag }) => (runSet.size === 0 || runSet.has(runName)) && (tagSet.size === 0 || tagSet.has(tag)));
  if (found.length === 0 && rows.length > 0) throw failure('not-found', 'No scalar series has such a run and tag.');
  return found.map(({ id }) => id);
}

function lineWriter(format: ExportFormat, { run, tag }: { readonly run: string; readonly tag: string }): Line {
  if (format === 'csv') {
    const head = `${csvCell(run)},${csvCell(tag)}`;
    return (step, wallTime, { value, superseded }) => `${head},${wallTime},${step},${value},${superseded}\r\n`;
  }
  const head = `{"run":${JSON.stringify(run)},"tag":${JSON.stringify(tag)}`;
  return (step, wallTime, { value, superseded }) =>
    `${head},"wall_time":${wallTime},"step":${step},"value":${JSON.stringify(toJsonNumber(value))},"superseded":${superseded}}\n`;
}

/**
 * A text cell. Run and tag names come from logs: one that a spreadsheet would run as a formula gets an apostrophe in front
 * (OWASP, "CSV Injection").
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
