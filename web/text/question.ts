import type { TextStepsRequest } from '../../server/plugins/text/contract.js';
import { indexOfPosition, type StepPosition } from '../cards/step-position.js';

/** What a card shows: a list, the text of one step, or two steps against each other. */
export type Showing =
  | { readonly kind: 'list'; readonly limit: number; readonly search: string }
  | { readonly kind: 'one'; readonly position: StepPosition | null }
  | { readonly kind: 'two'; readonly before: StepPosition | null; readonly after: StepPosition | null };

/** Indexes of the two steps compared, at their default the last two; -1 without steps. */
export function comparedIndexes(steps: readonly number[], { before, after }: { readonly before: StepPosition | null; readonly after: StepPosition | null }): { readonly before: number; readonly after: number } {
  const last = indexOfPosition(steps, after);
  return { before: before === null ? Math.min(Math.max(0, steps.length - 2), steps.length - 1) : indexOfPosition(steps, before), after: last };
}

/**
 * What is asked to show it. `known` are the steps of the last answer; before the first only the newest can be asked for. Of several
 * texts with one step the server answers all, newest first.
 */
export function questionOf(series: number, showing: Showing, { known, render }: { readonly known: readonly number[]; readonly render: boolean }): TextStepsRequest {
  const base = { series: [series], ...(render && showing.kind !== 'two' ? { render } : {}) };
  switch (showing.kind) {
    case 'list':
      return { ...base, limit: showing.limit, ...(showing.search === '' ? {} : { search: showing.search }) };
    case 'one':
      return showing.position === null || known.length === 0 ? { ...base, limit: 1 } : { ...base, steps: [known[indexOfPosition(known, showing.position)] ?? 0] };
    case 'two': {
      if (known.length === 0) return { ...base, limit: 2 };
      const { before, after } = comparedIndexes(known, showing);
      return { ...base, steps: [...new Set([known[before] ?? 0, known[after] ?? 0])] };
    }
    default:
      return showing satisfies never;
  }
}

/**
 * Which of the answered texts, newest first, belongs to an index of all steps: those of one step come in reverse. -1 when it was
 * not answered.
 */
export function answeredAt(index: number, { allSteps, steps }: { readonly allSteps: readonly number[]; readonly steps: readonly number[] }): number {
  const step = allSteps[index];
  if (step === undefined) return -1;
  return steps.indexOf(step) < 0 ? -1 : steps.indexOf(step) + (allSteps.lastIndexOf(step) - index);
}
