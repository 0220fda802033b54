import { describe, expect, it } from 'vitest';
import { isPrivateAddress, readSsh, tunnelLine } from '../../../server/command-line/ssh.js';

describe('the line for an ssh tunnel', () => {
  const line = (connection: string, environment: Record<string, string> = { USER: 'ada' }, host = 'localhost'): string | null => {
    const session = readSsh({ SSH_CONNECTION: connection, ...environment }, 'login');
    return session === null ? null : tunnelLine(session, { host, port: 6006 });
  };

  it('names the address this machine was reached at', () => {
    expect(line('198.51.100.2 50012 203.0.113.7 22')).toBe('ssh -N -L 6006:localhost:6006 ada@203.0.113.7');
    expect(line('2001:db8::2 50012 2001:db8::7 22')).toBe('ssh -N -L 6006:localhost:6006 ada@2001:db8::7');
    expect(line('::ffff:198.51.100.2 1 ::ffff:203.0.113.7 22')).toBe('ssh -N -L 6006:localhost:6006 ada@203.0.113.7');
  });

  it('names the port of sshd when it is another one, and the address the server listens on', () => {
    expect(line('198.51.100.2 50012 203.0.113.7 2222')).toBe('ssh -N -L 6006:localhost:6006 -p 2222 ada@203.0.113.7');
    expect(line('198.51.100.2 50012 203.0.113.7 22', {}, 'fd00::1')).toBe('ssh -N -L 6006:[fd00::1]:6006 login@203.0.113.7');
  });

  it('is not made up from anything that is not a connection', () => {
    expect(readSsh({}, 'ada')).toBeNull();
    for (const text of ['', 'a b c d', '1.2.3.4 5 $(reboot) 22', '1.2.3.4 5 6.7.8.9', '1.2.3.4 5 6.7.8.9 0']) expect(line(text), text).toBeNull();
    expect(line('1.2.3.4 5 6.7.8.9 22', { USER: 'x; rm -rf /' })).toBe('ssh -N -L 6006:localhost:6006 login@6.7.8.9');
  });

  it('knows addresses that mean nothing at home', () => {
    for (const address of ['10.0.0.5', '172.31.3.4', '192.168.1.2', '100.64.0.1', 'fd12::1', 'fe80::1%eth0', '127.0.0.1']) expect(isPrivateAddress(address), address).toBe(true);
    for (const address of ['203.0.113.7', '172.32.0.1', '2001:db8::1', '100.128.0.1']) expect(isPrivateAddress(address), address).toBe(false);
  });
});
