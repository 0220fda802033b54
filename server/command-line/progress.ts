/** What the terminal says while the logs are read: a bar that is drawn over itself, or lines where nothing can be drawn over. */
import type { LoadProgress } from '../ingest/protocol.js';

export interface Terminal {
  /** True when a line can be drawn over (a terminal, not a file or a pipe). */
  readonly live: boolean;
  /** Columns of the terminal. */
  columns(): number;
  write(text: string): void;
}

const ERASE_LINE = '\r\x1b[2K';
/** Where lines stay, one for so long is enough. */
const LINE_MILLIS = 5000;
const BAR_CELLS = 24;

/** Says how the first load goes, then only what changes: nothing while all is well. */
export class ProgressReport {
  readonly #terminal: Terminal;
  #state: LoadProgress['state'] | null = null;
  #detail = '';
  #drawn = false;
  #lastLineMillis = 0;
  #loaded = false;
  /** When loading began, on the clock of `elapsedMillis`: waiting for the folder is not counted. */
  #beganMillis = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  update(told: LoadProgress): void {
    const changed = told.state !== this.#state;
    if (told.state === 'waiting') this.#beganMillis = told.elapsedMillis;
    const progress = { ...told, elapsedMillis: told.elapsedMillis - this.#beganMillis };
    const { state, detail, elapsedMillis } = progress;
    if (state === 'loading') {
      if (this.#terminal.live) this.#draw(progressBar(progress, this.#terminal.columns()));
      else if (!this.#loaded && progress.bytesTotal > 0 && elapsedMillis - this.#lastLineMillis >= LINE_MILLIS) {
        this.#lastLineMillis = elapsedMillis;
        this.line(`Loading: ${progressWords(progress)}`);
      }
    } else if (state === 'live' && !this.#loaded) {
      this.#loaded = true;
      this.line(loadedWords(progress));
    } else if (state === 'live' && changed && this.#state === 'stuck') this.line('Reading again.');
    if (detail !== '' && detail !== this.#detail && state !== 'loading') this.line(detail);
    this.#state = state;
    this.#detail = detail;
  }

  /** A line of its own, wherever the bar stands. */
  line(text: string): void {
    this.clear();
    this.#terminal.write(`${text}\n`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#drawn) this.#terminal.write(ERASE_LINE);
    this.#drawn = false;
  }

  #draw(text: string): void {
    this.#terminal.write(ERASE_LINE + text);
    this.#drawn = true;
  }
}

/** One line of at most `columns - 1` characters: `Loading ▕████░░░░▏ 42 %  120 runs  218 of 518 MB  5.1 M records/s`. */
export function progressBar(progress: LoadProgress, columns: number): string {
  const part = progress.bytesTotal > 0 ? Math.min(1, progress.bytesRead / progress.bytesTotal) : 0;
  const full = Math.round(part * BAR_CELLS);
  const bar = `Loading ▕${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}▏ ${String(Math.floor(part * 100)).padStart(3)} %  ${progressWords(progress)}`;
  return bar.slice(0, Math.max(0, columns - 1));
}

/** `120 runs, 218 of 518 MB, 5.1 M records/s` */
function progressWords({ runs, bytesRead, bytesTotal, records, elapsedMillis }: LoadProgress): string {
  const rate = elapsedMillis > 0 ? (records * 1000) / elapsedMillis : 0;
  return `${counted(runs, 'run')}, ${bytes(bytesRead)} of ${bytes(bytesTotal)}, ${shortNumber(rate)} records/s`;
}

/** What was done, once all is read. */
export function loadedWords({ runs, bytesRead, records, elapsedMillis }: LoadProgress): string {
  if (records === 0) return runs === 0 ? 'No event files yet. Watching for new ones.' : `${counted(runs, 'run')}, nothing new. Watching for more.`;
  const seconds = elapsedMillis / 1000;
  const rate = elapsedMillis > 0 ? ` (${shortNumber((records * 1000) / elapsedMillis)} records/s)` : '';
  return `Loaded ${counted(runs, 'run')}: ${bytes(bytesRead)}, ${shortNumber(records)} records in ${seconds.toFixed(1)} s${rate}. Watching for more.`;
}

const counted = (count: number, what: string): string => `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;

/** `812 B`, `4.2 kB`, `518 MB` */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `950`, `12.3 k`, `4.1 M` */
export function shortNumber(count: number): string {
  if (count < 10_000) return String(Math.round(count));
  return count < 1e6 ? `${(count / 1e3).toFixed(1)} k` : `${(count / 1e6).toFixed(1)} M`;
}
