import type { TextTensor } from '../../server/plugins/text/contract.js';

/** A string tensor as rows of cells: one cell for a document, one column for a vector. A cut one may end within a row. */
export function rowsOf({ shape, strings }: Pick<TextTensor, 'shape' | 'strings'>): readonly (readonly string[])[] {
  const columns = shape.length < 2 ? 1 : Math.max(1, shape[1] ?? 1);
  return Array.from({ length: Math.ceil(strings.length / columns) }, (_, row) => strings.slice(row * columns, (row + 1) * columns));
}

/** Whether it is shown as a table: anything but a single string, also one that was written as a list. */
export const isTable = ({ strings }: Pick<TextTensor, 'strings'>): boolean => strings.length > 1;

/** A tensor as one text: rows as lines, cells divided by tabs. */
export const plainText = (tensor: Pick<TextTensor, 'shape' | 'strings'>): string =>
  rowsOf(tensor).map((cells) => cells.join('\t')).join('\n');

/** Characters of all its strings. */
export const lengthOf = ({ strings }: Pick<TextTensor, 'strings'>): number => strings.reduce((sum, text) => sum + text.length, 0);
