/** Times within a clip, as a player says them. */

/** `0.42 s` below a minute, `1:05` from there. Unknown times (NaN, infinite) are `–`. */
export function formatTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 60) return `${Math.max(0, seconds).toFixed(seconds < 10 ? 2 : 1)} s`;
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const two = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Bytes in words of 1,000: `48 kB`, `1.9 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [scale, unit] = bytes < 999_500 ? [1e3, 'kB'] : [1e6, 'MB'];
  const scaled = bytes / scale;
  return `${scaled < 10 ? Number(scaled.toFixed(1)) : Math.round(scaled)} ${unit}`;
}

/** Seconds after a key of the seek bar; null for other keys. Arrows move 2 % or 0.1 s, whichever is more; pages 10 %. */
export function seekByKey(key: string, time: number, duration: number): number | null {
  const small = Math.max(0.1, duration / 50);
  const to: Partial<Record<string, number>> = {
    ArrowLeft: time - small, ArrowDown: time - small, ArrowRight: time + small, ArrowUp: time + small,
    PageDown: time - duration / 10, PageUp: time + duration / 10, Home: 0, End: duration,
  };
  const wanted = to[key];
  return wanted === undefined ? null : Math.max(0, Math.min(duration, wanted));
}
