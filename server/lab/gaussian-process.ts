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

function posterior(kernel: Kernel, known: Factorised): Posterior {
  const { features, targets, groups, factor } = known;
  const inverseSquares = inverseSquaresOf(kernel, groups);
  const whitened = solveLower(factor, targets);
  const weights = solveUpper(factor, whitened);

  const covariances = (at: Float64Array): Float64Array =>
    Float64Array.from(features, (row) => kernel.variance * matern52(squaredDistance(at, row, inverseSquares)));

  return {
    kernel,
    logMarginalLikelihood: logLikelihood(factor, whitened),
    predict(at) {
      const k = covariances(at);
      const v = solveLower(factor, k);
      return { mean: dot(k, weights), deviation: Math.sqrt(Math.max(kernel.variance - dot(v, v), 0)) };
    },
    with(at, target) {
      const row = solveLower(factor, covariances(at));
      const rest = diagonalOf(kernel) - dot(row, row);
      const longer = new Float64Array(factor.length + row.length + 1);
      longer.set(factor);
      longer.set(row, factor.length);
      longer[longer.length - 1] = Math.sqrt(Math.max(rest, JITTER * kernel.variance));
      return posterior(kernel, { features: [...features, at], targets: Float64Array.of(...targets, target), groups, factor: longer });
    },
  };
}

/** x with L x = b. */
function solveLower(factor: Float64Array, b: Float64Array): Float64Array {
  const x = new Float64Array(b.length);
  for (let i = 0, row = 0; i < b.length; row += ++i) {
    let sum = b[i] ?? 0;
    for (let j = 0; j < i; j++) sum -= (factor[row + j] ?? 0) * (x[j] ?? 0);
    x[i] = sum / (factor[row + i] ?? 1);
  }
  return x;
}

/** x with Lᵀ x = b. */
function solveUpper(factor: Float64Array, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = b.length - 1; i >= 0; i--) {
    const row = (i * (i + 1)) / 2;
    const value = (x[i] ?? 0) / (factor[row + i] ?? 1);
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] = (x[j] ?? 0) - (factor[row + j] ?? 0) * value;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
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
  const inverse = cholesky.solve(Matrix.eye(n));
  const inverseSquares = inverseSquaresOf(kernel, groups);

  for (let i = 0; i < n; i++) {
    const a = features[i] as Float64Array;
    const diagonal = 0.5 * ((weights[i] ?? 0) ** 2 - inverse.get(i, i));
    gradient[0] = (gradient[0] ?? 0) + diagonal * kernel.variance;
    gradient[1] = (gradient[1] ?? 0) + diagonal * kernel.noise;
    for (let j = 0; j < i; j++) {
      const b = features[j] as Float64Array;
      const pair = (weights[i] ?? 0) * (weights[j] ?? 0) - inverse.get(i, j); // both triangles: ½ · 2
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
