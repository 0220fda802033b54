import { describe, expect, it } from 'vitest';
import { pageUrl, startBlock, type StartBlock } from '../../../server/command-line/start-block.js';

const block: StartBlock = {
  version: '1.2.3',
  host: 'localhost',
  bindAll: false,
  port: 6006,
  pathPrefix: '',
  token: '',
  hostName: 'gpu7',
  logdir: '/data/logs',
  logdirExists: true,
  index: '/home/ada/.cache/ridgeline/logs-0.sqlite',
  ssh: null,
  notices: [],
};

const lines = (change: Partial<StartBlock>): string[] =>
  startBlock({ ...block, ...change })
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/, ' | '))
    .filter((line) => line !== '');

describe('the block at the start', () => {
  it('names version, page, log folder and index', () => {
    expect(lines({})).toEqual(['Ridgeline 1.2.3', 'Page | http://localhost:6006/', 'Log folder | /data/logs', 'Index | /home/ada/.cache/ridgeline/logs-0.sqlite', 'Ctrl-C ends it.']);
  });

  it('says that a folder is waited for', () => {
    expect(lines({ logdirExists: false })).toContain('Log folder | /data/logs (not there yet: waiting for it)');
  });

  it('gives the line to type at home when it was started over ssh, and the page to open there', () => {
    const ssh = { user: 'ada', address: '203.0.113.7', port: 22 };
    expect(lines({ ssh, port: 6007, pathPrefix: '/tb', bindAll: true })).toEqual(
      expect.arrayContaining(['Page | http://gpu7:6007/tb/', 'At home, type | ssh -N -L 6007:localhost:6007 ada@203.0.113.7', 'and open | http://localhost:6007/tb/']),
    );
    expect(lines({ ssh, host: '203.0.113.7' })).toContain('At home, type | ssh -N -L 6006:203.0.113.7:6006 ada@203.0.113.7');
    expect(lines({ ssh: { ...ssh, address: '10.0.0.4' } }).join('\n')).toContain('put the name you log in with');
  });

  it('warns of an open door', () => {
    expect(lines({ bindAll: true }).join('\n')).toContain('--token SECRET');
    expect(lines({ host: '192.0.2.1' }).join('\n')).toContain('--token SECRET');
    for (const shut of [{ bindAll: true, token: 'x' }, { host: '127.0.0.1' }, { host: '::1' }, {}]) expect(lines(shut).join('\n')).not.toContain('--token');
  });

  it('shows every notice', () => {
    expect(lines({ notices: ['one', 'two'] })).toEqual(expect.arrayContaining(['Note | one', 'Note | two']));
  });
});

describe('the address of the page', () => {
  it('is one that can be opened', () => {
    expect(pageUrl({ ...block, host: '::1' })).toBe('http://[::1]:6006/');
    expect(pageUrl({ ...block, host: '0.0.0.0' })).toBe('http://gpu7:6006/');
    expect(pageUrl({ ...block, token: 'a&b c' })).toBe('http://localhost:6006/?token=a%26b%20c');
  });
});
