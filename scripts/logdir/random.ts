/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** About normal, mean 0, deviation 1: the sum of four uniforms, cheap enough for millions of points. Within ±3.5. */
  normal(): number;
  /** A stream of its own, so that what is drawn for one run does not shift another's. */
  fork(name: string): Random;
}

/** The generator is mulberry32: one 32-bit word of state, good enough for curves that only have to look alive. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    uniform,
    // Four uniforms have variance 4/12, hence the √3.
    normal: () => (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772,
    fork: (name) => seededRandom(hash(name, seed)),
  };
}

/** FNV-1a over the name's UTF-16 units, started from the seed. */
function hash(name: string, seed: number): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}
