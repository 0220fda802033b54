/** Figures out of repeated measurements. All are NaN of no measurements. */

/** The q-quantile (0 ≤ q ≤ 1) by the nearest-rank rule: always one of the measurements. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);
