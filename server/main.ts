#!/usr/bin/env node
/** The program: reads the command line, does what it says, ends with the right status. */
import { readFileSync } from 'node:fs';
import { realSurroundings } from './command-line/surroundings.js';
import { readConfig } from './config.js';

/** Whatever hangs when it is time to go is left behind after this long. */
const LAST_MOMENT_MILLIS = 900;
const PARENT_WATCH_MILLIS = 500;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
const surroundings = realSurroundings(version);

// A reader that went away (`ridgeline --help | head`, a closed terminal) is no reason to fail.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const start = readConfig(process.argv.slice(2), process.env, surroundings);
switch (start.kind) {
  case 'say':
    process.stdout.write(`${start.text.trimEnd()}\n`);
    break;
  case 'refuse':
    process.stderr.write(`${start.message}\n`);
    process.exitCode = start.status;
    break;
  case 'inspect': {
    const { inspect } = await import('./command-line/inspect.js');
    inspect(start.inspection, { out: (text) => process.stdout.write(`${text}\n`), err: (text) => process.stderr.write(`${text}\n`) });
    break;
  }
  case 'suggest': {
    const { runSuggest } = await import('./suggest.js');
    const place = { ...start, version };
    process.exitCode = runSuggest(start.command, place, { out: (text) => process.stdout.write(`${text}\n`), err: (text) => process.stderr.write(`${text}\n`) });
    break;
  }
  case 'serve': {
    // A signal may come before there is anything to stop.
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const asked = new Promise<void>((resolve) => {
      for (const signal of signals) process.on(signal, () => resolve());
      const parent = process.ppid;
      if (start.config.endWithParent) setInterval(() => process.ppid !== parent && resolve(), PARENT_WATCH_MILLIS).unref();
    });
    const leave = (): never => {
      // Exiting waits for threads, and one may hang in a dead network mount: then the next Ctrl-C has its plain effect.
      for (const signal of signals) process.removeAllListeners(signal);
      return process.exit(0);
    };
    void asked.then(() => setTimeout(leave, LAST_MOMENT_MILLIS).unref());
    const { serve } = await import('./serve.js');
    const served = await serve(start.config, surroundings);
    if (served.kind === 'refused') {
      process.stderr.write(`${served.message}\n`);
      process.exit(served.status);
    }
    await asked;
    await served.stop();
    leave();
    break;
  }
  default:
    start satisfies never;
}
