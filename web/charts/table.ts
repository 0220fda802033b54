/** A table over columns: no object per row. */
export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly numeric: boolean;
  /** What the cell says. */
  text(row: number): string;
  /** What its rows are sorted by; NaN comes last. */
  order(row: number): number | string;
}

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

const natural = new Intl.Collator('en', { numeric: true });

/** Row numbers in order: as they come without a sorting (or one by an unknown column). Ties keep their order. */
export function sortRows(count: number, columns: readonly TableColumn[], sorting: Sorting | null): number[] {
  const rows = Array.from({ length: count }, (_, row) => row);
  const column = sorting === null ? undefined : columns.find(({ key }) => key === sorting.key);
  if (column === undefined || sorting === null) return rows;
  const sign = sorting.descending ? -1 : 1;
  const keys = rows.map((row) => column.order(row));
  return rows.sort((a, b) => {
    const one = keys[a] as number | string;
    const other = keys[b] as number | string;
    if (typeof one === 'string' || typeof other === 'string') return sign * natural.compare(String(one), String(other));
    if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return sign * (one - other);
  });
}

/** The sorting after a click on a column's head: ascending, descending, then as the rows come. */
export function nextSorting(sorting: Sorting | null, key: string): Sorting | null {
  if (sorting?.key !== key) return { key, descending: false };
  return sorting.descending ? null : { key, descending: true };
}

/** Keys after one was moved to the place of another: behind it when it came from before it, else before it. */
export function moveKey(keys: readonly string[], key: string, to: string): string[] {
  const place = keys.indexOf(to);
  if (place < 0 || !keys.includes(key)) return [...keys];
  const rest = keys.filter((one) => one !== key);
  rest.splice(place, 0, key);
  return rest;
}
