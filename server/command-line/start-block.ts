/** What is printed once the page can be opened: where it is, what it shows, how to see it from home. */
import { isPrivateAddress, tunnelLine, type SshSession } from './ssh.js';

export interface StartBlock {
  readonly version: string;
  readonly host: string;
  readonly bindAll: boolean;
  readonly port: number;
  readonly pathPrefix: string;
  readonly token: string;
  readonly hostName: string;
  /** As the person would say it. */
  readonly logdir: string;
  /** False: it is waited for. */
  readonly logdirExists: boolean;
  readonly index: string;
  readonly ssh: SshSession | null;
  /** Sentences, each its own line. */
  readonly notices: readonly string[];
}

/** Several lines, without a newline at the end. */
export function startBlock(block: StartBlock): string {
  const { version, host, bindAll, port, token, logdir, logdirExists, index, ssh, notices } = block;
  const lines: [string, string][] = [
    ['Page', pageUrl(block)],
    ['Log folder', logdirExists ? logdir : `${logdir} (not there yet: waiting for it)`],
    ['Index', index],
  ];
  const open = bindAll || (host !== 'localhost' && !isLoopback(host));
  if (ssh !== null) {
    lines.push(['At home, type', tunnelLine(ssh, { host: open && !isWildcard(host) && !bindAll ? host : 'localhost', port })]);
    lines.push(['and open', pageUrl({ ...block, host: 'localhost', bindAll: false })]);
    if (isPrivateAddress(ssh.address)) lines.push(['', `(${ssh.address} is what this machine calls itself; if that fails, put the name you log in with)`]);
  }
  for (const notice of notices) lines.push(['Note', notice]);
  if (open && token === '') lines.push(['Note', 'Everyone who reaches this port can see the page; --token SECRET asks for a secret.']);
  const width = Math.max(...lines.map(([label]) => label.length));
  return ['', `  Ridgeline ${version}`, '', ...lines.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`), '', '  Ctrl-C ends it.', ''].join('\n');
}

/** The address to open, with the token where one is asked for. */
export function pageUrl({ host, bindAll, port, pathPrefix, token, hostName }: Pick<StartBlock, 'host' | 'bindAll' | 'port' | 'pathPrefix' | 'token' | 'hostName'>): string {
  const name = bindAll || isWildcard(host) ? hostName : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}${pathPrefix}/${token === '' ? '' : `?token=${encodeURIComponent(token)}`}`;
}

const isWildcard = (host: string): boolean => host === '::' || host === '0.0.0.0';
const isLoopback = (host: string): boolean => host === '::1' || host.startsWith('127.');
