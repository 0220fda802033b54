/**
 * A filter as TensorBoard has it: a regular expression, case-insensitive, anywhere in the name. Empty matches all; an
 * invalid one matches none and says why.
 */
export interface Filter {
  readonly text: string;
  /** Why the expression is invalid, in the browser's words; '' when it is valid. */
  readonly error: string;
  matches(name: string): boolean;
}

export function parseFilter(text: string): Filter {
  if (text === '') return { text, error: '', matches: () => true };
  try {
    const expression = new RegExp(text, 'i');
    return { text, error: '', matches: (name) => expression.test(name) };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^Invalid regular expression: (\/.*\/\w*: )?/, '') : '';
    return { text, error: why || 'not a regular expression', matches: () => false };
  }
}
