/**
 * Names one blob of one value in an event file, for addresses: `generation.file.offset.length.index.item`, as base64url. Opaque to
 * clients. Event files only grow, ids are never given twice within a generation, and a rebuilt index has another
 * generation: so what a key names never changes, and may be cached for ever. A key is no secret and grants nothing:
 * whoever reaches the server may read the log.
 */
export interface ValueKey {
  readonly generation: string;
  /** `FileId`. */
  readonly file: number;
  /** Offset of the record's header in the file. */
  readonly offset: number;
  /** Length of its payload. */
  readonly length: number;
  /** Position of the value within the event. */
  readonly index: number;
  /** Which blob of the value. */
  readonly item: number;
}

export function formatValueKey({ generation, file, offset, length, index, item }: ValueKey): string {
  return Buffer.from(`${generation}.${file}.${offset}.${length}.${index}.${item}`).toString('base64url');
}

/** null for anything that `formatValueKey` did not make. */
export function parseValueKey(text: string): ValueKey | null {
  if (text.length > 200) return null;
  const match = /^([\w-]+)\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (!match) return null;
  const [, generation = '', ...numbers] = match;
  const [file = 0, offset = 0, length = 0, index = 0, item = 0] = numbers.map(Number);
  return { generation, file, offset, length, index, item };
}
