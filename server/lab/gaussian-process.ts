/**
 * Gaussian process regression with a Matérn 5/2 kernel (Rasmussen and Williams, *Gaussian Processes for Machine Learning*, 2006:
 * algorithm 2.1 for prediction, equations 2.30 and 5.9 for the marginal likelihood and its gradient).
 *
 *   k(a, b) = variance · (1 + √5 r + 5/3 r²) · exp(−√5 r),   r² = Σ_j ((a_j − b_j) / lengthScale[group(j)])²
 *
 * and `noise` on the diagonal. The prior mean is 0: standardise what goes in (`standardise`).
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Parameters of the kernel, all positive. */
export interface Kernel {
  readonly variance: number;
  /** One for each group of features (`groups`). */
  readonly lengthScales: readonly number[];
  /** Variance of the noise on each observation. */
  readonly noise: number;
}

/** Observations: `features[i]` has one number a feature, `targets[i]` is finite. */
export interface Observations {
  readonly features: readonly Float64Array[];
  readonly targets: Float64Array;
  /** Which length scale each feature uses. A hyperparameter that takes several features shares one. */
  readonly groups: ArrayLike<number>;
}

/** A posterior: what is known of the function after the observations. */
export interface Posterior {
  readonly kernel: Kernel;
  readonly logMarginalLikelihood: number;
  /** Mean and standard deviation of the function (without noise) at `features`. */
  predict(features: Float64Array): { mean: number; deviation: number };
  /** The same for many at once, which is several times faster than one after the other. */
  predictMany(features: readonly Float64Array[]): { mean: number; deviation: number }[];
  /** The mean alone: linear in the number of observations, where the deviation is quadratic. */
  mean(features: Float64Array): number;
  /** The posterior after one more observation, for a square of the number of observations instead of a cube. */
  with(features: Float64Array, target: number): Posterior;
}

const ROOT5 = Math.sqrt(5);
/** Least noise, as a part of the variance, so that equal observations without noise still have a factorisation. */
const JITTER = 1e-10;

/** Kernel value from the squared scaled distance, for variance 1. */
function matern52(squared: number): number {
  const r = ROOT5 * Math.sqrt(squared);
  return (1 + r + (r * r) / 3) * Math.exp(-r);
}

function squaredDistance(a: Float64Array, b: Float64Array, inverseSquares: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = (a[j] ?? 0) - (b[j] ?? 0);
    sum += difference * difference * (inverseSquares[j] ?? 0);
  }
  return sum;
}

/** 1 / lengthScale² of each feature. */
function inverseSquaresOf(kernel: Kernel, groups: ArrayLike<number>): Float64Array {
  return Float64Array.from(groups, (group) => 1 / (kernel.lengthScales[group] ?? 1) ** 2);
}

const diagonalOf = ({ variance, noise }: Kernel): number => variance + Math.max(noise, JITTER * variance);

function covariance(kernel: Kernel, { features, groups }: Observations): Matrix {
  const n = features.length;
  const inverseSquares = inverseSquaresOf(kernel, groups);
  const matrix = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    const a = features[i] as Float64Array;
    for (let j = 0; j < i; j++) {
      const value = kernel.variance * matern52(squaredDistance(a, features[j] as Float64Array, inverseSquares));
      matrix.set(i, j, value);
      matrix.set(j, i, value);
    }
    matrix.set(i, i, diagonalOf(kernel));
  }
  return matrix;
}

/** The posterior at fixed kernel parameters. No observations: the prior. Time grows with the cube of their number. */
export function condition(kernel: Kernel, observations: Observations): Posterior {
  const { features, targets, groups } = observations;
  const factor = features.length === 0 ? new Float64Array(0) : flatLower(factorise(kernel, observations).lowerTriangularMatrix);
  return posterior(kernel, { features, targets, groups, factor });
}

const factorise = (kernel: Kernel, observations: Observations): CholeskyDecomposition =>
  new CholeskyDecomposition(covariance(kernel, observations));

/** Rows of a lower triangle, one after another, without the zeros. */
function flatLower(lower: Matrix): Float64Array {
  const flat = new Float64Array((lower.rows * (lower.rows + 1)) / 2);
  for (let i = 0, at = 0; i < lower.rows; i++) for (let j = 0; j <= i; j++) flat[at++] = lower.get(i, j);
  return flat;
}

interface Factorised extends Observations {
  /** Cholesky factor of the covariance, as `flatLower` lays it out. */
  readonly factor: Float64Array;
}

/** So many predictions share one pass over the factor, which is larger than the processor's nearest memory. */
const BLOCK = 8;

function posterior(kernel: Kernel, known: Factorised): Posterior {
  const { features, targets, groups, factor } = known;
  const n = features.length;
  const whitened = solveLower(factor, targets);
  const weights = solveUpper(factor, whitened);
  // Features in units of their length scale, row after row: distances are then plain.
  const inverse = Float64Array.from(groups, (group) => 1 / (kernel.lengthScales[group] ?? 1));
  const width = inverse.length;
  const scaled = new Float64Array(n * width);
  for (let i = 0; i < n; i++) for (let j = 0; j < width; j++) scaled[i * width + j] = ((features[i] as Float64Array)[j] as number) * (inverse[j] as number);

  /** Covariances with all observations, into every `stride`-th number of `into` from `at` on. */
  function covariances(point: Float64Array, into: Float64Array, { at, stride }: { at: number; stride: number }): void {
    const own = new Float64Array(width);
    for (let j = 0; j < width; j++) own[j] = (point[j] as number) * (inverse[j] as number);
    for (let i = 0, from = 0, to = at; i < n; i++, to += stride) {
      let squared = 0;
      for (let j = 0; j < width; j++, from++) {
        const difference = (own[j] as number) - (scaled[from] as number);
        squared += difference * difference;
      }
      into[to] = kernel.variance * matern52(squared);
    }
  }
  const covariancesOf = (point: Float64Array): Float64Array => {
    const k = new Float64Array(n);
    covariances(point, k, { at: 0, stride: 1 });
    return k;
  };
  const deviationOf = (explained: number): number => Math.sqrt(Math.max(kernel.variance - explained, 0));

  return {
    kernel,
    logMarginalLikelihood: logLikelihood(factor, whitened),
    predict(at) {
      const k = covariancesOf(at);
      const v = solveLower(factor, k);
      return { mean: dot(k, weights), deviation: deviationOf(dot(v, v)) };
    },
    predictMany(points) {
      const answers: { mean: number; deviation: number }[] = [];
      const k = new Float64Array(n * BLOCK);
      for (let first = 0; first < points.length; first += BLOCK) {
        const count = Math.min(BLOCK, points.length - first);
        for (let c = 0; c < count; c++) covariances(points[first + c] as Float64Array, k, { at: c, stride: BLOCK });
        const means = new Float64Array(BLOCK);
        for (let i = 0, at = 0; i < n; i++) for (let c = 0; c < BLOCK; c++) means[c] = (means[c] as number) + (k[at++] as number) * (weights[i] as number);
        const explained = solveBlock(factor, k, n);
        for (let c = 0; c < count; c++) answers.push({ mean: means[c] as number, deviation: deviationOf(explained[c] as number) });
      }
      return answers;
    },
    mean: (at) => dot(covariancesOf(at), weights),
    with(at, target) {
      const row = solveLower(factor, covariancesOf(at));
      const rest = diagonalOf(kernel) - dot(row, row);
      const longer = new Float64Array(factor.length + row.length + 1);
      longer.set(factor);
      longer.set(row, factor.length);
      longer[longer.length - 1] = Math.sqrt(Math.max(rest, JITTER * kernel.variance));
      return posterior(kernel, { features: [...features, at], targets: Float64Array.of(...targets, target), groups, factor: longer });
    },
  };
}

/** Solves L X = K for `BLOCK` columns side by side, in place of K; answers the square of each column of X. */
function solveBlock(factor: Float64Array, k: Float64Array, n: number): Float64Array {
  const squares = new Float64Array(BLOCK);
  for (let i = 0, row = 0; i < n; row += ++i) {
    const at = i * BLOCK;
    let [a, b, c, d] = [k[at] as number, k[at + 1] as number, k[at + 2] as number, k[at + 3] as number];
    let [e, f, g, h] = [k[at + 4] as number, k[at + 5] as number, k[at + 6] as number, k[at + 7] as number];
    for (let j = 0, from = 0; j < i; j++, from += BLOCK) {
      const l = factor[row + j] as number;
      a -= l * (k[from] as number);
      b -= l * (k[from + 1] as number);
      c -= l * (k[from + 2] as number);
      d -= l * (k[from + 3] as number);
      e -= l * (k[from + 4] as number);
      f -= l * (k[from + 5] as number);
      g -= l * (k[from + 6] as number);
      h -= l * (k[from + 7] as number);
    }
    const scale = 1 / (factor[row + i] as number);
    const solved = [a, b, c, d, e, f, g, h];
    for (let column = 0; column < BLOCK; column++) {
      const x = (solved[column] as number) * scale;
      k[at + column] = x;
      squares[column] = (squares[column] as number) + x * x;
    }
  }
  return squares;
}

/** Lower triangle of the inverse of L Lᵀ, laid out as L is. */
function inverseOf(factor: Float64Array, n: number): Float64Array {
  // The inverse of L first, then its transpose times itself.
  const lower = new Float64Array(factor.length);
  for (let i = 0, row = 0; i < n; row += ++i) {
    const scale = 1 / (factor[row + i] as number);
    for (let k = 0, from = 0; k < i; from += ++k) {
      const l = factor[row + k] as number;
      for (let j = 0; j <= k; j++) lower[row + j] = (lower[row + j] as number) - l * (lower[from + j] as number);
    }
    for (let j = 0; j < i; j++) lower[row + j] = (lower[row + j] as number) * scale;
    lower[row + i] = scale;
  }
  const inverse = new Float64Array(factor.length);
  for (let k = 0, from = 0; k < n; from += ++k) {
    for (let i = 0, row = 0; i <= k; row += ++i) {
      const l = lower[from + i] as number;
      for (let j = 0; j <= i; j++) inverse[row + j] = (inverse[row + j] as number) + l * (lower[from + j] as number);
    }
  }
  return inverse;
}

/** x with L x = b. */
function solveLower(factor: Float64Array, b: Float64Array): Float64Array {
  const x = new Float64Array(b.length);
  for (let i = 0, row = 0; i < b.length; row += ++i) {
    let sum = b[i] ?? 0;
    for (let j = 0; j < i; j++) sum -= (factor[row + j] as number) * (x[j] as number);
    x[i] = sum / (factor[row + i] as number);
  }
  return x;
}

/** x with Lᵀ x = b. */
function solveUpper(factor: Float64Array, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = b.length - 1; i >= 0; i--) {
    const row = (i * (i + 1)) / 2;
    const value = (x[i] as number) / (factor[row + i] as number);
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] = (x[j] as number) - (factor[row + j] as number) * value;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** From the factor L and L⁻¹ y. */
function logLikelihood(factor: Float64Array, whitened: Float64Array): number {
  let logDeterminant = 0;
  for (let i = 0; i < whitened.length; i++) logDeterminant += Math.log(factor[(i * (i + 3)) / 2] ?? 1);
  return -0.5 * dot(whitened, whitened) - logDeterminant - 0.5 * whitened.length * Math.log(2 * Math.PI);
}

/**
 * Log marginal likelihood and its gradient by the logarithms of [variance, noise, …lengthScales]. -Infinity where the
 * covariance has no factorisation.
 */
export function logLikelihoodGradient(kernel: Kernel, observations: Observations): { value: number; gradient: Float64Array } {
  const { features, targets, groups } = observations;
  const n = features.length;
  const gradient = new Float64Array(2 + kernel.lengthScales.length);
  const cholesky = factorise(kernel, observations);
  if (!cholesky.isPositiveDefinite()) return { value: -Infinity, gradient };
  const factor = flatLower(cholesky.lowerTriangularMatrix);
  const whitened = solveLower(factor, targets);
  const weights = solveUpper(factor, whitened);
  const inverse = inverseOf(factor, n);
  const inverseSquares = inverseSquaresOf(kernel, groups);

  for (let i = 0, row = 0; i < n; row += ++i) {
    const a = features[i] as Float64Array;
    const diagonal = 0.5 * ((weights[i] as number) ** 2 - (inverse[row + i] as number));
    gradient[0] = (gradient[0] ?? 0) + diagonal * kernel.variance;
    gradient[1] = (gradient[1] ?? 0) + diagonal * kernel.noise;
    for (let j = 0; j < i; j++) {
      const b = features[j] as Float64Array;
      const pair = (weights[i] as number) * (weights[j] as number) - (inverse[row + j] as number); // both triangles: ½ · 2
      const squared = squaredDistance(a, b, inverseSquares);
      const r = ROOT5 * Math.sqrt(squared);
      const decay = kernel.variance * Math.exp(-r);
      gradient[0] = (gradient[0] ?? 0) + pair * decay * (1 + r + (r * r) / 3);
      const slope = (pair * decay * 5 * (1 + r)) / 3;
      for (let f = 0; f < a.length; f++) {
        const difference = (a[f] ?? 0) - (b[f] ?? 0);
        if (difference === 0) continue;
        const group = 2 + (groups[f] ?? 0);
        gradient[group] = (gradient[group] ?? 0) + slope * difference * difference * (inverseSquares[f] ?? 0);
      }
    }
  }
  return { value: logLikelihood(factor, whitened), gradient };
}

/** Targets with mean 0 and deviation 1, and the way back. Targets that are constant, but for rounding, keep deviation 1. */
export function standardise(targets: Float64Array): { targets: Float64Array; mean: number; deviation: number } {
  const n = Math.max(targets.length, 1);
  let mean = 0;
  for (const target of targets) mean += target / n;
  let variance = 0;
  for (const target of targets) variance += (target - mean) ** 2 / n;
  const deviation = variance > (1e-12 * mean) ** 2 ? Math.sqrt(variance) : 1;
  return { targets: targets.map((target) => (target - mean) / deviation), mean, deviation };
}
