/** 1,234 → "1,234"; the page is in English, whatever the browser's language. */
export const count = (n: number): string => n.toLocaleString('en');

/** "1 run", "3 runs". The plural is the singular with an s unless given. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** Bytes with three digits: "0 B", "999 B", "1.21 MB". Powers of 1,000, as disks are sold. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  let value = n;
  // 999.5 would be written "1000" with three digits.
  while (value >= (unit === 0 ? 1_000 : 999.5) && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

/** How long ago, roughly: "just now", "12 s ago", "3 min ago", "5 h ago", "2 d ago". Millis; the future counts as now. */
export function ago(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** A length of time: "4 s", "2 min", "1 h 5 min". */
export function duration(millis: number): string {
  const seconds = Math.round(millis / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
