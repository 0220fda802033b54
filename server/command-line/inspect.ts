/** `--inspect`: TensorBoard's report on event files (`tensorboard/backend/event_processing/event_file_inspector.py`), word for word. */
import type { Inspection } from '../config.js';
import { discoverNow } from '../logdir/discover.js';
import { decodeEvent, type DecodedEvent } from '../tfevents/event.js';
import { readRecords } from './read-records.js';

export interface Output {
  out(text: string): void;
  err(text: string): void;
}

const SEPARATOR = `${'='.repeat(70)}\n`;

/** By how a value was written, as TensorBoard counts: new-style scalars and texts are tensors. */
const TAGGED = ['audio', 'histograms', 'images', 'scalars', 'tensor'] as const;
const CATEGORIES = ['audio', 'graph', 'histograms', 'images', 'scalars', 'sessionlog:checkpoint', 'sessionlog:start', 'sessionlog:stop', 'tensor'] as const;
type Category = (typeof CATEGORIES)[number];
/** TensorBoard lists every step of these. */
const WHOLE: ReadonlySet<Category> = new Set(['sessionlog:start', 'sessionlog:stop']);
const SESSION_STATUS: readonly (Category | undefined)[] = [undefined, 'sessionlog:start', 'sessionlog:stop', 'sessionlog:checkpoint'];

/** One run, or one file. */
interface Unit {
  readonly name: string;
  readonly paths: readonly Uint8Array[];
}

/** Writes the report. What could not be read is said on the error output, a line for each. */
export function inspect({ logdir, eventFile, tag }: Inspection, output: Output): void {
  output.out(`${SEPARATOR}Processing event files... (this can take a few minutes)\n${SEPARATOR}`);
  const units = eventFile !== '' ? [{ name: eventFile, paths: [Buffer.from(eventFile)] }] : runsOf(logdir);
  if (units.length === 0) output.out(`No event files found within logdir ${logdir}`);
  else if (eventFile === '') output.out(`Found event files in:\n${units.map(({ name }) => name).join('\n')}\n`);
  for (const unit of units) {
    const statistics = new Statistics(tag);
    for (const path of unit.paths) {
      for (const item of readRecords(path)) {
        const event = item.kind === 'payload' ? decodeEvent(item.payload) : null;
        if (event?.kind === 'event') statistics.add(event);
        else output.err(`${Buffer.from(path).toString()}: ${item.kind === 'problem' ? item.detail : event?.kind === 'undecodable' ? event.reason : 'wall time is not a finite number'}`);
      }
    }
    if (tag !== '') output.out(`Event statistics for tag ${tag} in ${unit.name}:`);
    else output.out(`These tags are in ${unit.name}:\n${statistics.tagLines().join('\n')}\n${SEPARATOR}\nEvent statistics for ${unit.name}:`);
    for (const line of statistics.lines()) output.out(line);
    output.out(SEPARATOR);
  }
}

function runsOf(logdir: string): Unit[] {
  return discoverNow(logdir).runs.map(({ run, files }) => ({ name: run === '.' ? logdir : `${logdir.replace(/\/$/, '')}/${run}`, paths: files.map(({ path }) => path) }));
}

class Statistics {
  readonly #tag: string;
  readonly #steps = new Map<Category, StepList>();
  readonly #tags = new Map<Category, Set<string>>();

  /** Counts only values of `tag`, everything when it is ''. */
  constructor(tag: string) {
    this.#tag = tag;
  }

  add({ proto, step }: DecodedEvent): void {
    if (this.#tag === '') {
      if (proto.graphDef?.length) this.#count('graph', step);
      const session = SESSION_STATUS[proto.sessionLog?.status ?? 0];
      if (session !== undefined) this.#count(session, step);
    }
    for (const value of proto.summary?.value ?? []) {
      const tag = value.tag ?? '';
      if (this.#tag !== '' && tag !== this.#tag) continue;
      const category = value.tensor ? 'tensor' : value.histo ? 'histograms' : value.image ? 'images' : value.audio ? 'audio' : value.simpleValue !== null && value.simpleValue !== undefined ? 'scalars' : null;
      if (category === null) continue;
      this.#count(category, step);
      const tags = this.#tags.get(category) ?? new Set();
      this.#tags.set(category, tags.add(tag));
    }
  }

  #count(category: Category, step: number): void {
    const steps = this.#steps.get(category) ?? new StepList();
    steps.push(step);
    this.#steps.set(category, steps);
  }

  /** The tags of each category. */
  tagLines(): string[] {
    return TAGGED.flatMap((category) => {
      const tags = [...(this.#tags.get(category) ?? [])].sort();
      return tags.length === 0 ? [`${category} -`] : [category, ...tags.map((tag) => `   ${tag}`)];
    });
  }

  /** The steps of each category; empty ones are left out when one tag was asked for. */
  lines(): string[] {
    return CATEGORIES.flatMap((category) => {
      const steps = this.#steps.get(category);
      if (steps === undefined) return this.#tag === '' ? [`${category} -`] : [];
      const all = steps.all();
      const rows: [string, string][] = WHOLE.has(category)
        ? [
            ['outoforder_steps', backwards(all)],
            ['steps', `[${Array.from(all).join(', ')}]`],
          ]
        : [...digest(all), ['outoforder_steps', backwards(all)]];
      return [category, ...rows.map(([name, value]) => `   ${name.padEnd(20)} ${value}`)];
    });
  }
}

/** At least one step. */
function digest(steps: Float64Array): [string, string][] {
  const sorted = steps.slice().sort();
  const distinct = sorted.reduce((count, step, i) => count + (i === 0 || step !== sorted[i - 1] ? 1 : 0), 0);
  const at = (list: Float64Array, i: number): string => String(list.at(i));
  return [
    ['first_step', at(steps, 0)],
    ['last_step', at(steps, -1)],
    ['max_step', at(sorted, -1)],
    ['min_step', at(sorted, 0)],
    ['num_steps', String(distinct)],
  ];
}

/** Each place where steps went back, as Python prints pairs: `[(119, 40), (89, 0)]`. */
function backwards(steps: Float64Array): string {
  const pairs: string[] = [];
  for (let i = 1; i < steps.length; i++) if ((steps[i] as number) < (steps[i - 1] as number)) pairs.push(`(${steps[i - 1]}, ${steps[i]})`);
  return `[${pairs.join(', ')}]`;
}

/** A growing list: ten million steps in 80 MB. */
class StepList {
  #values = new Float64Array(64);
  #count = 0;

  push(step: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = step;
  }

  all(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }
}
