/** The ssh connection a server was started through, and the line to type at home to see its page there. */
import { isIP } from 'node:net';
import type { Environment } from './npm-arguments.js';

export interface SshSession {
  readonly user: string;
  /** The address of this machine that the connection arrived at. */
  readonly address: string;
  readonly port: number;
}

/** Reads SSH_CONNECTION: `client-address client-port server-address server-port`. Null without one, or when it is not that. */
export function readSsh(environment: Environment, userName: string): SshSession | null {
  const parts = (environment['SSH_CONNECTION'] ?? '').trim().split(/\s+/);
  const address = (parts[2] ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  const port = Number(parts[3]);
  if (parts.length !== 4 || isIP(address.split('%')[0] ?? '') === 0 || !Number.isInteger(port) || port < 1 || port > 65535) return null;
  const user = environment['USER'] ?? environment['LOGNAME'] ?? userName;
  return { user: /^[\w.@-]+$/.test(user) ? user : userName, address, port };
}

export interface TunnelOptions {
  /** Where the server listens, as seen on its machine. */
  readonly host: string;
  readonly port: number;
}

/** `ssh -N -L 6006:localhost:6006 user@host` */
export function tunnelLine({ user, address, port: sshPort }: SshSession, { host, port }: TunnelOptions): string {
  const target = host.includes(':') ? `[${host}]` : host;
  return `ssh -N -L ${port}:${target}:${port} ${sshPort === 22 ? '' : `-p ${sshPort} `}${user === '' ? '' : `${user}@`}${address}`;
}

/** True for addresses that mean nothing outside the machine's own network, as cloud machines see themselves. */
export function isPrivateAddress(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|127\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][\da-f]{2}:|fe80:|::1$)/i.test(address);
}
