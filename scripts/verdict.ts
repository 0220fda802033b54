/**
 * `node build/scripts/verdict.js REPORT`: the last line of `.ci/run`, `N passed, N failed`, from vitest's own JSON report.
 * A file that could not even be loaded counts as one failure, and so does a run that failed without a failed test
 * (an error outside of any). Exit 1 when anything failed.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The part of vitest's report that is looked at. */
export interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

export function countTests(report: Report): { readonly passed: number; readonly failed: number } {
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(1, failed) };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed } = countTests(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Report);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
