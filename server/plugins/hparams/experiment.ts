/** What the columns are: as the logs declare them, else as the sessions show (`tensorboard/plugins/hparams/backend_context.py`). */
import { pythonFloat } from '../../model/python-text.js';
import type { ScalarIndex } from './metrics.js';
import type { Experiment, HparamInfo, HparamValue, Study } from './study.js';

/** More values than this in one answer are not TensorBoard's either: its page would not live to show them. */
const MOST_VALUES = 5_000_000;

/**
 * TensorBoard's experiment: the first that was written, as it is, else one inferred from the sessions, else an empty one. Those that
 * differ come first, then by name; `limit` 0 is all.
 */
export function experimentOf(study: Study, scalars: () => ScalarIndex, options: { readonly includeMetrics: boolean; readonly limit: number }): Experiment {
  const found = study.experiments[0] ?? inferExperiment(study, scalars, options);
  const hparams = [...found.hparams].sort((a, b) => Number(b.differs) - Number(a.differs) || compare(a.name, b.name));
  return { ...found, hparams: hparams.slice(0, options.limit === 0 ? undefined : options.limit), metrics: options.includeMetrics ? found.metrics.slice(0, Math.max(1_000, Math.floor(MOST_VALUES / (1 + study.sessions.length)))) : [] };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inferExperiment(study: Study, scalars: () => ScalarIndex, { includeMetrics }: { readonly includeMetrics: boolean }): Experiment {
  const hparams = inferHparams(study);
  const names = includeMetrics && hparams.length > 0 ? scalars().metricsOf(study.sessions).metrics : [];
  const metrics = names.map((name) => ({ name, displayName: '', description: '', dataset: 'unknown' as const }));
  return { name: '', description: '', user: '', timeCreated: 0, hparams, metrics };
}

/** Every hyperparameter that some session has, with what its values have in common. */
export function inferHparams({ sessions }: Pick<Study, 'sessions'>): HparamInfo[] {
  const byName = new Map<string, Set<HparamValue>>();
  for (const { hparams } of sessions) {
    for (const [name, value] of hparams) {
      const values = byName.get(name);
      if (values === undefined) byName.set(name, new Set([value]));
      else values.add(value);
    }
  }
  return [...byName].map(([name, values]) => inferHparam(name, [...values]));
}

function inferHparam(name: string, values: readonly HparamValue[]): HparamInfo {
  const common = { name, displayName: '', description: '' };
  if (values.every((value) => typeof value === 'number')) {
    const finite = values.filter(Number.isFinite);
    const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
    const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
    return { ...common, type: 'number', domain: low <= high ? { kind: 'interval', low, high } : null, differs: values.length > 1 };
  }
  if (values.every((value) => typeof value === 'boolean')) return { ...common, type: 'bool', domain: { kind: 'discrete', values }, differs: values.length > 1 };
  const texts = [...new Set(values.flatMap((value) => (typeof value === 'number' && !Number.isFinite(value) ? [] : [textOf(value)])))];
  return { ...common, type: 'string', domain: { kind: 'discrete', values: texts }, differs: texts.length > 1 };
}

/** A value of a column of mixed types, as its list of values names it. */
export function textOf(value: HparamValue): string {
  return typeof value === 'number' ? pythonFloat(value) : String(value);
}
