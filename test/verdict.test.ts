import { describe, expect, it } from 'vitest';
import { countTests, type Report } from '../scripts/verdict.js';

const report = (change: Partial<Report>): Report => ({ success: true, numPassedTests: 3, numFailedTests: 0, testResults: [], ...change });

describe('the verdict of a test run', () => {
  it('counts tests', () => {
    expect(countTests(report({}))).toEqual({ passed: 3, failed: 0 });
    expect(countTests(report({ success: false, numFailedTests: 2 }))).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a file that could not be loaded, and an error outside of any test', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(countTests(report({ success: false, testResults: [unloaded, { status: 'passed', assertionResults: [{}] }] }))).toEqual({ passed: 3, failed: 1 });
    expect(countTests(report({ success: false }))).toEqual({ passed: 3, failed: 1 });
  });
});
