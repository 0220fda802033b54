import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../server/http/address.js';

describe('readAddress', () => {
  it.each([
    ['/', '', '/'],
    ['/data/runs', '', '/data/runs'],
    ['/data/runs/?x=1', '', '/data/runs?x=1'],
    ['/experiment/e1/data/runs', '', '/data/runs'],
    ['/experiment/e1/', '', '/'],
    ['/tb/', '/tb', '/'],
    ['/tb/data/runs', '/tb', '/data/runs'],
    ['/tb/experiment/a/api/runs?q=/experiment/b', '/tb', '/api/runs?q=/experiment/b'],
    ['/experiments', '', '/experiments'],
  ])('%s below "%s" is %s', (url, prefix, inside) => expect(readAddress(url, prefix)).toEqual({ kind: 'inside', url: inside }));

  it.each([
    ['/tb', '/tb', './tb/'],
    ['/a/tb?x=1', '/a/tb', './tb/?x=1'],
    ['/experiment/e1', '', './e1/'],
  ])('%s below "%s" goes to %s, relative for the sake of proxies', (url, prefix, location) =>
    expect(readAddress(url, prefix)).toEqual({ kind: 'redirect', location }),
  );

  it.each(['/', '/tbx', '/data/runs'])('%s is outside of /tb', (url) => expect(readAddress(url, '/tb')).toEqual({ kind: 'outside' }));
});
