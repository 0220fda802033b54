import type { ProblemInfo } from '../../server/contract.js';

/** What a kind of problem means and what to do, in words for a person. */
export interface ProblemWords {
  readonly title: string;
  readonly meaning: string;
  readonly advice: string;
}

const COPY_AGAIN = 'If the file was copied, copy it again. If it was written on a full or failing disk, what is lost there stays lost.';

/** By kind (`server/model/problems.ts`). */
const WORDS: Readonly<Record<string, ProblemWords>> = {
  'length-checksum': {
    title: 'Damaged record length',
    meaning: 'The length of a record does not match its checksum, so where it ends is unknown. Reading went on at the next intact record.',
    advice: COPY_AGAIN,
  },
  'data-checksum': {
    title: 'Damaged record',
    meaning: 'The content of a record does not match its checksum. That record was skipped, everything after it was read.',
    advice: COPY_AGAIN,
  },
  'oversized-record': {
    title: 'Record too large',
    meaning: 'A record says it is larger than 256 MiB. It was skipped.',
    advice: 'Log smaller tensors or images, or check that the file is an event file at all.',
  },
  'undecodable-event': {
    title: 'Not an event',
    meaning: 'A record is intact, but what it holds is not an event. It was skipped.',
    advice: 'Check which program wrote the file; other TFRecord files can have “tfevents” in their name by accident.',
  },
  'wall-time': {
    title: 'Event without a time',
    meaning: 'An event’s wall time is not a finite number. It was skipped.',
    advice: 'Check the clock, or the walltime argument, of the program that wrote it.',
  },
  'rounded-step': {
    title: 'Step rounded',
    meaning: 'A step is beyond ±2⁵³ and is shown rounded to the nearest number a browser can hold. Nothing was skipped.',
    advice: 'Nothing is lost. Smaller steps (counting batches, not nanoseconds) avoid it.',
  },
  'unsupported-value': {
    title: 'Not a single number',
    meaning: 'A value of a scalar series is a tensor of another shape, a string, or of a type that is not a number. It was skipped.',
    advice: 'Write one number per step: loss.mean() or float(loss) instead of the whole tensor.',
  },
  'unreadable-file': {
    title: 'Cannot be read',
    meaning: 'The file or its folder could not be opened or read. It is tried again from time to time.',
    advice: 'Check its permissions, and that the disk or network share is mounted.',
  },
  'reader-died': {
    title: 'Reading was given up',
    meaning: 'Reading this file ended the reading thread twice. It is left alone until it changes.',
    advice: 'Please report it, with the file if you can: that is a bug in Ridgeline.',
  },
};

/** Words for a kind; an unknown kind (of a newer server) is named as it is. */
export function problemWords(kind: string): ProblemWords {
  return WORDS[kind] ?? { title: kind, meaning: 'The server reports a kind of problem this page does not know.', advice: 'Reload the page.' };
}

/** Problems of a kind together, kinds in the order of their first problem. */
export function byKind(problems: readonly ProblemInfo[]): readonly (readonly [string, readonly ProblemInfo[]])[] {
  const kinds = new Map<string, ProblemInfo[]>();
  for (const problem of problems) {
    const list = kinds.get(problem.kind);
    if (list) list.push(problem);
    else kinds.set(problem.kind, [problem]);
  }
  return [...kinds];
}
