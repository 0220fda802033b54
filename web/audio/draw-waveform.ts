import type { Peaks } from './peaks.js';

/** How a waveform is drawn. Sizes in CSS pixels. */
export interface WaveformLook {
  readonly width: number;
  readonly height: number;
  /** Resolved colours: the sound, the line of silence, and the place it stands at. */
  readonly color: string;
  readonly quiet: string;
  readonly cursor: string;
  /** Share of the clip that was played, 0 to 1. */
  readonly played: number;
}

/** Width of a bar and of the gap after it. */
const BAR = 2;
const GAP = 1;

/** Draws peaks as bars, what was played in full colour. Without peaks a line: a clip that can be sought in but not seen. */
export function drawWaveform(canvas: CanvasRenderingContext2D, peaks: Peaks | null, { width, height, color, quiet, cursor, played }: WaveformLook): void {
  canvas.clearRect(0, 0, width, height);
  const middle = height / 2;
  const at = played * width;
  if (peaks === null || peaks.high.length === 0) {
    canvas.fillStyle = quiet;
    canvas.fillRect(0, middle - 1, width, 2);
    canvas.fillStyle = color;
    canvas.fillRect(0, middle - 1, at, 2);
  } else {
    const bars = Math.max(1, Math.floor(width / (BAR + GAP)));
    const count = peaks.high.length;
    canvas.fillStyle = color;
    for (let bar = 0; bar < bars; bar++) {
      const from = Math.floor((bar * count) / bars);
      const to = Math.max(from + 1, Math.floor(((bar + 1) * count) / bars));
      let [low, high] = [0, 0];
      for (let i = from; i < to; i++) {
        low = Math.min(low, peaks.low[i] ?? 0);
        high = Math.max(high, peaks.high[i] ?? 0);
      }
      const x = bar * (BAR + GAP);
      canvas.globalAlpha = x < at ? 1 : 0.45;
      const top = middle - high * (middle - 1);
      canvas.fillRect(x, top, BAR, Math.max(1, middle - low * (middle - 1) - top));
    }
    canvas.globalAlpha = 1;
  }
  if (played > 0 && played < 1) {
    canvas.fillStyle = cursor;
    canvas.fillRect(Math.round(at), 0, 1, height);
  }
}
