/**
 * A Sobol sequence: points that fill the unit cube more evenly than random ones, at any number of them. Scrambled (Owen 1995), so
 * that a seed chooses among equally even sequences and no point falls on the faces of the cube.
 *
 * Direction numbers: Joe and Kuo, *Constructing Sobol sequences with better two-dimensional projections*, 2008
 * (new-joe-kuo-6). Scrambling by hash: Burley, *Practical hash-based Owen scrambling*, 2020.
 */

/** Primitive polynomial (all coefficients as bits) and initial numbers of each dimension from the second on. */
const DIRECTIONS: readonly (readonly [number, readonly number[]])[] = [
  [3, [1]],
  [7, [1, 3]],
  [11, [1, 3, 1]],
  [13, [1, 1, 1]],
  [19, [1, 1, 3, 3]],
  [25, [1, 3, 5, 13]],
  [37, [1, 1, 5, 5, 17]],
  [41, [1, 1, 5, 5, 5]],
  [47, [1, 1, 7, 11, 19]],
  [55, [1, 1, 5, 1, 1]],
  [59, [1, 1, 1, 3, 11]],
  [61, [1, 3, 5, 5, 31]],
  [67, [1, 3, 3, 9, 7, 49]],
  [91, [1, 1, 1, 15, 21, 21]],
  [97, [1, 3, 1, 13, 27, 49]],
  [103, [1, 1, 1, 15, 7, 5]],
  [109, [1, 3, 1, 15, 13, 25]],
  [115, [1, 1, 5, 5, 19, 61]],
  [131, [1, 3, 7, 11, 23, 15, 103]],
  [137, [1, 3, 7, 13, 13, 15, 69]],
  [143, [1, 1, 3, 13, 7, 35, 63]],
  [145, [1, 3, 5, 9, 1, 25, 53]],
  [157, [1, 3, 1, 13, 9, 35, 107]],
  [167, [1, 3, 1, 5, 27, 61, 31]],
  [171, [1, 1, 5, 11, 19, 41, 61]],
  [185, [1, 3, 5, 3, 3, 13, 69]],
  [191, [1, 1, 7, 13, 1, 19, 1]],
  [193, [1, 3, 7, 5, 13, 19, 59]],
  [203, [1, 1, 3, 9, 25, 29, 41]],
  [211, [1, 3, 5, 13, 23, 1, 55]],
  [213, [1, 3, 7, 3, 13, 59, 17]],
  [229, [1, 3, 1, 3, 5, 53, 69]],
  [239, [1, 1, 5, 5, 23, 33, 13]],
  [241, [1, 1, 7, 7, 1, 61, 123]],
  [247, [1, 1, 7, 9, 13, 61, 49]],
  [253, [1, 3, 3, 5, 3, 55, 33]],
  [285, [1, 3, 1, 15, 31, 13, 49, 245]],
  [299, [1, 3, 5, 15, 31, 59, 63, 97]],
  [301, [1, 3, 1, 11, 11, 11, 77, 249]],
  [333, [1, 3, 1, 11, 27, 43, 71, 9]],
  [351, [1, 1, 7, 15, 21, 11, 81, 45]],
  [355, [1, 3, 7, 3, 25, 31, 65, 79]],
  [357, [1, 3, 1, 1, 19, 11, 3, 205]],
  [361, [1, 1, 5, 9, 19, 21, 29, 157]],
  [369, [1, 3, 7, 11, 1, 33, 89, 185]],
  [391, [1, 3, 3, 3, 15, 9, 79, 71]],
  [397, [1, 3, 7, 11, 15, 39, 119, 27]],
  [425, [1, 1, 3, 1, 11, 31, 97, 225]],
  [451, [1, 1, 1, 3, 23, 43, 57, 177]],
];

/** Most dimensions; more than a search space has. */
export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1;

const BITS = 32;

/** The 32 direction vectors of a dimension, as unsigned 32-bit fractions. */
function directionVectors(dimension: number): Uint32Array {
  const vectors = new Uint32Array(BITS);
  const row = DIRECTIONS[dimension - 1];
  if (!row) {
    for (let k = 0; k < BITS; k++) vectors[k] = 2 ** (31 - k); // the first dimension: van der Corput
    return vectors;
  }
  const [polynomial, initial] = row;
  const degree = initial.length;
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      vectors[k] = (initial[k] ?? 1) << (31 - k);
      continue;
    }
    let vector = (vectors[k - degree] ?? 0) ^ ((vectors[k - degree] ?? 0) >>> degree);
    for (let i = 1; i < degree; i++) if ((polynomial >>> (degree - i)) & 1) vector ^= vectors[k - i] ?? 0;
    vectors[k] = vector;
  }
  return vectors;
}

/**
 * Points `first` to `first + count - 1` of the sequence in so many dimensions (1 to `SOBOL_DIMENSIONS`), each number in (0, 1). The
 * same seed gives the same sequence; null gives the unscrambled one, which begins at the origin.
 */
export function sobol(dimensions: number, first: number, count: number, seed: number | null): Float64Array[] {
  const vectors = Array.from({ length: dimensions }, (_, d) => directionVectors(d));
  return Array.from({ length: count }, (_, i) => {
    const gray = (first + i) ^ ((first + i) >>> 1);
    return Float64Array.from(vectors, (dimension, d) => {
      let bits = 0;
      for (let k = 0; k < BITS; k++) if ((gray >>> k) & 1) bits ^= dimension[k] ?? 0;
      if (seed === null) return (bits >>> 0) / 2 ** 32;
      return ((scramble(bits >>> 0, hash(seed, d)) >>> 0) + 0.5) / 2 ** 32;
    });
  });
}

/** Flips each bit as a hash of all higher bits says: a nested uniform scramble (Laine and Karras' hash, Vegdahl's constants). */
function scramble(bits: number, seed: number): number {
  let x = reverse(bits);
  x = (x + seed) | 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52);
  x ^= Math.imul(x, 0xc7afe638);
  x ^= Math.imul(x, 0x8d22f6e6);
  return reverse(x);
}

function reverse(bits: number): number {
  let x = bits;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}

/** A seed for each dimension (the finaliser of MurmurHash3). */
function hash(seed: number, dimension: number): number {
  let x = (seed ^ Math.imul(dimension + 1, 0x9e3779b9)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
