/** From trials to the runs and series that belong to them. */
import type { RunInfo } from '../../server/contract.js';
import type { MetricName, SessionColumns } from '../../server/plugins/hparams/contract.js';

/** What is asked of the catalogue. */
export interface RunIndex {
  run(id: number): RunInfo | undefined;
  runNamed(name: string): RunInfo | undefined;
}

/** torch's `add_hparams` makes a run of its own, named by the time, below the one that was trained. */
const TORCH_RUN = /\/\d+(\.\d+)?$/;

/** Numbers of the sessions of these trials, in order. */
export function sessionsOf({ trial }: Pick<SessionColumns, 'trial'>, trials: Iterable<number>): number[] {
  const wanted = new Set(trials);
  return trial.flatMap((one, i) => (wanted.has(one) ? [i] : []));
}

/** Names of the runs of these trials: of each session its own, those that hold its metrics, and of a run torch made the one that was trained. */
export function runNamesOf(sessions: SessionColumns, trials: Iterable<number>, index: RunIndex): string[] {
  const own = new Set(sessions.run);
  const names = new Set<string>();
  for (const i of sessionsOf(sessions, trials)) {
    const run = sessions.run[i] as string;
    const parent = TORCH_RUN.test(run) ? run.replace(TORCH_RUN, '') : '';
    for (const name of [run, ...(sessions.runs[i] ?? []).flatMap((id) => index.run(id)?.name ?? []), ...(own.has(parent) ? [] : [parent])]) {
      if (index.runNamed(name) !== undefined) names.add(name);
    }
  }
  return [...names];
}

/** The run that holds a metric of a session. */
export function metricRun(session: string, { group }: MetricName): string {
  if (group === '') return session;
  return (session === '.' ? group : `${session}/${group}`).replace(/\/$/, '');
}
