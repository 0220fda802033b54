import type { SessionColumns } from '../../server/plugins/hparams/contract.js';

/** torch's `add_hparams` makes a run of its own, named by the time, below the one that was trained. */
const TORCH_RUN = /\/\d+(\.\d+)?$/;

/**
 * The trial of each run, by name. The hyperparameters of a session are those of its run and of the runs below it; the nearest session
 * counts. A run that has none, but one below it that torch made, has the trial of that one (of several, of the last).
 */
export function trialsOfRuns(names: readonly string[], { run, trial }: Pick<SessionColumns, 'run' | 'trial'>): ReadonlyMap<string, number> {
  const own = new Map<string, number>();
  run.forEach((name, i) => own.set(name, trial[i] ?? -1));
  const trained = new Map<string, number>();
  for (const [name, number] of own) if (TORCH_RUN.test(name)) trained.set(name.replace(TORCH_RUN, ''), number);

  const known = new Map<string, number>();
  const find = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const cut = name.lastIndexOf('/');
    const found = own.get(name) ?? trained.get(name) ?? (cut >= 0 ? find(name.slice(0, cut)) : (own.get('.') ?? -1));
    known.set(name, found);
    return found;
  };
  return new Map(names.flatMap((name) => (find(name) >= 0 ? [[name, find(name)]] : [])));
}
