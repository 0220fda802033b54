/** Gives the browser something to save. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this task; a moment later it has its own hold on it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A tag or run as a file name: what file systems refuse becomes `_`; long names keep their end. */
export function fileName(...parts: readonly string[]): string {
  const safe = parts.filter((part) => part !== '').join('-').replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._]+/, '');
  return safe.slice(-120) || 'ridgeline';
}
