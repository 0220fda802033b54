/**
 * How a plugin says which event values are its own, and what each is worth to the index. Runs in the reader threads.
 */
import type { DataClass } from '../model/data-class.js';
import type { ValueBody } from '../tfevents/event-value.js';

/** A plugin's claim. */
export interface Claim {
  /** Plugin names in summary metadata that are claimed; the first is given to values that have no metadata. */
  readonly names: readonly [string, ...string[]];
  readonly dataClass: DataClass;
  /** The old way of writing that is claimed by its form, whatever the metadata says. */
  readonly legacy?: ValueBody['kind'];
  /**
   * What the index keeps of a value: of a scalar its number, of others the number of its items (elements of a tensor, strings of
   * a blob sequence). null when the value is not what this plugin can show; it is counted as unsupported then.
   */
  readonly measure: (body: ValueBody) => number | null;
}
