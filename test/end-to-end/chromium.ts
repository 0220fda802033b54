/** A Chromium for browser tests: the system's, else the one that comes with `@sparticuz/chromium`. Nothing is downloaded. */
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Path of an installed Chromium: CHROMIUM_PATH, else the usual places and PATH; null when there is none. */
export function installedChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  const folders = [...PLACES, ...(environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')];
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC];
  return candidates.find(isExecutable) ?? null;
}

/** Starts a browser. Close it to end its processes. */
export async function launch(): Promise<Browser> {
  const installed = installedChromium();
  if (installed !== null) return chromium.launch({ executablePath: installed, args: ARGS });
  const { executablePath, libraries } = await bundledChromium();
  // Where the system has Chromium's libraries, its own are the right ones.
  return chromium.launch({ executablePath, args: ARGS }).catch(() => chromium.launch({ executablePath, args: ARGS, env: { ...inherited(), LD_LIBRARY_PATH: libraries } }));
}

/** Unpacks the bundled browser into the temporary folder, once for this machine. It leaves its libraries out unless it believes to be on AWS. */
export async function bundledChromium(): Promise<{ readonly executablePath: string; readonly libraries: string }> {
  const before = { AWS_LAMBDA_JS_RUNTIME: process.env['AWS_LAMBDA_JS_RUNTIME'], LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'], FONTCONFIG_PATH: process.env['FONTCONFIG_PATH'] };
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x';
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return { executablePath: await bundled.executablePath(), libraries: join(tmpdir(), 'al2023', 'lib') };
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

const inherited = (): Record<string, string> => Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
