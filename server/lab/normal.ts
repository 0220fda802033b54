/**
 * The standard normal distribution, accurate in both tails: acquisition functions live in the tails.
 */

/** Density at z. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/**
 * Probability of a value up to z, relative error below 1e-13 where it is not subnormal. By the series (|z| < 3) or the
 * continued fraction of the scaled complementary function (Abramowitz and Stegun 26.2.11 and 26.2.14).
 */
export function normalCumulative(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z > 3) return 1 - normalDensity(z) * millsRatio(z);
  if (z < -3) return normalDensity(z) * millsRatio(-z);
  let term = z;
  let sum = z;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + normalDensity(z) * sum;
}

/** log of `normalCumulative`, finite for every finite z. */
export function logNormalCumulative(z: number): number {
  if (z > -3) return Math.log(normalCumulative(z));
  return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) + Math.log(millsRatio(-z));
}

/** (1 − Φ(z)) / φ(z) for z ≥ 3: Laplace's continued fraction, evaluated from its tail. */
export function millsRatio(z: number): number {
  if (z > 1e8) return 1 / z;
  let fraction = z;
  for (let k = 120; k >= 1; k--) fraction = z + k / fraction;
  return 1 / fraction;
}
