/**
 * A small seeded source of random numbers. The same seed gives the same proposals on every machine, which
 * `Math.random` cannot promise.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits of randomness. */
  next(): number;
  /** Uniform integer in [0, n), n ≥ 1. */
  below(n: number): number;
  /** Standard normal. */
  normal(): number;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes PractRand and TestU01. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let d = (seed | 0) ^ 0xdeadbeef;
  const bits = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) bits(); // lets a small seed reach the whole state
  const next = (): number => bits() / 2 ** 32;
  return {
    next,
    below: (n) => Math.min(n - 1, Math.floor(next() * n)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()), // Box–Muller
  };
}
