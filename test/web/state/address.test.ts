import { describe, expect, it } from 'vitest';
import { EMPTY_ADDRESS, formatAddress, parseAddress } from '../../../web/state/address.js';

const reread = (address: string) => {
  const url = new URL(address, 'http://localhost/');
  return parseAddress({ search: url.search, hash: url.hash });
};

describe('addresses', () => {
  it('says nothing for an untouched page', () => {
    expect(formatAddress(EMPTY_ADDRESS)).toBe('');
    expect(formatAddress({ ...EMPTY_ADDRESS, tab: 'scalars' })).toBe('#scalars');
    expect(reread('')).toEqual(EMPTY_ADDRESS);
  });

  it('gives back what was written, whatever characters names have', () => {
    const address = {
      ...EMPTY_ADDRESS, tab: 'timeseries', runFilter: 'a&b=#c', tagFilter: 'loss|\\d+ %', axis: 'wall', smoothing: 0.25, colourBy: '(train|eval)',
      pins: [{ plugin: 'scalars', tag: 'a/"b" & c' }], runs: { kind: 'only', names: ['x,y', 'ü/#1'] }, others: { zoom_loss: '1:2' },
    } as const;
    expect(reread(formatAddress(address))).toEqual(address);
  });

  it('reads TensorBoard’s own links', () => {
    expect(reread('?smoothing=0.9&runFilter=r&tagFilter=t&runColorGroup=regex%3A(a)&pinnedCards=%5B%7B%22plugin%22%3A%22scalars%22%2C%22tag%22%3A%22loss%22%7D%5D#timeseries'))
      .toMatchObject({ tab: 'timeseries', smoothing: 0.9, runFilter: 'r', tagFilter: 't', colourBy: '(a)', pins: [{ plugin: 'scalars', tag: 'loss' }] });
    expect(reread('#scalars&tagFilter=lo.s&regexInput=run%201&_smoothingWeight=0.3&_xType=relative'))
      .toMatchObject({ tab: 'scalars', tagFilter: 'lo.s', runFilter: 'run 1', smoothing: 0.3, axis: 'relative' });
  });

  it('takes what is malformed as absent, and leaves alone what it does not know', () => {
    expect(reread('?smoothing=2&xAxis=up&pinnedCards=%5B1%2C%7B%22plugin%22%3A1%7D&darkMode=true#%E0%A4%A'))
      .toEqual({ ...EMPTY_ADDRESS, tab: '%E0%A4%A', others: { darkMode: 'true' } });
    expect(reread('?pinnedCards=%5B1%2Cnull%5D').pins).toEqual([]);
  });
});
