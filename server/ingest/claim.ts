/**
 * Settles what a series is, once: by the plugin its first metadata names, else by the form of its first value. Later values are
 * measured by the same plugin, whatever they say (TensorBoard's "first metadata wins").
 */
import type { DataClass } from '../model/data-class.js';
import { pluginName } from '../model/names.js';
import type { Claim } from '../plugins/claim.js';
import { claims } from '../plugins/claims.js';
import type { KnownSeries } from '../store/stage.js';
import type { EventValue } from '../tfevents/event-value.js';
import { elementCount } from '../tfevents/tensor.js';

/** `SummaryMetadata.data_class`, by its number in the file. */
const DATA_CLASSES: readonly (DataClass | undefined)[] = [undefined, 'scalar', 'tensor', 'blob-sequence'];

const byName = new Map(claims.flatMap((claim) => claim.names.map((name) => [name, claim] as const)));
const byForm = new Map(claims.flatMap((claim) => (claim.legacy ? [[claim.legacy, claim] as const] : [])));

/**
 * Values of plugins nobody here knows (a writer's own, or one of TensorBoard's additional plugins). They are kept, so that
 * they are counted and can be shown later, but not looked into.
 */
const UNKNOWN_PLUGIN: Claim = {
  names: [''],
  dataClass: 'tensor',
  measure: (body) => (body.kind === 'tensor' ? (elementCount(body.tensor) ?? 0) : 0),
};

/** The plugin and data class that a series gets from this, its first, value. */
export function settle({ metadata, body }: EventValue): KnownSeries {
  const legacy = byForm.get(body.kind);
  if (legacy) return { plugin: pluginName(legacy.names[0]), dataClass: legacy.dataClass };
  const name = metadata?.plugin ?? '';
  const claim = byName.get(name);
  // A tensor of one number whose metadata was lost (its first record was damaged, say) is a scalar nearly always.
  if (!claim && name === '' && byName.get('scalars')?.measure(body) != null) return { plugin: pluginName('scalars'), dataClass: 'scalar' };
  return { plugin: pluginName(name), dataClass: claim?.dataClass ?? DATA_CLASSES[metadata?.dataClass ?? 0] ?? UNKNOWN_PLUGIN.dataClass };
}

/** How values of a settled series are measured (`Claim.measure`). */
export function measureOf({ plugin, dataClass }: KnownSeries): Claim['measure'] {
  const claim = byName.get(plugin);
  if (claim) return claim.measure;
  return dataClass === 'scalar' ? (byName.get('scalars') ?? UNKNOWN_PLUGIN).measure : UNKNOWN_PLUGIN.measure;
}
