/** Optuna's GPSampler as installed beside TensorBoard, or with the `python3` on the PATH. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Regrets by function, one a seed; null where Optuna is not installed, or does not run. */
export async function optunaRegrets({ tensorboard, evaluations, seeds }: { readonly tensorboard: string | null; readonly evaluations: number; readonly seeds: number }): Promise<Readonly<Record<string, readonly number[]>> | null> {
  // The command is a Python script: its first line names the interpreter that has the packages.
  const python = (tensorboard !== null && /^#!\s*(\S+)/.exec(readFileSync(tensorboard, 'utf8'))?.[1]) || 'python3';
  const script = fileURLToPath(new URL('../../../../scripts/bench/lab/optuna_regrets.py', import.meta.url));
  if (!existsSync(script)) return null;
  try {
    const { stdout } = await run(python, [script, String(evaluations), String(seeds)], { maxBuffer: 2 ** 20 });
    return JSON.parse(stdout) as Record<string, number[]>;
  } catch {
    return null;
  }
}
