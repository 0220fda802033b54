/** The lab's words, each explained in one line to someone who has never met it. */

export const TERMS = {
  metric: 'The number that says how good a trial is: an accuracy, a loss.',
  goal: 'Whether a greater or a smaller value of the metric is better.',
  value: 'A metric has a value at every step; this says which one stands for the trial.',
  strategy: 'How the next trials are chosen.',
  count: 'How many trials to propose at once. They differ from each other, so they can be run side by side.',
  seed: 'Where the random choices start: the same seed and the same trials give the same proposals.',
  acquisition: 'What makes a point worth trying, computed from the expected value and its uncertainty. The next trial is where it is greatest.',
  exploration: 'Left trusts what is known and refines it; right goes where little is known.',
  gridPoints: 'How many values of each number the grid tries.',
  space: 'The hyperparameters that may be changed, and the values each may take.',
  log: 'Even by orders of magnitude: as many tries between 0.001 and 0.01 as between 0.01 and 0.1.',
  condition: 'A hyperparameter that exists only while another one has certain values: momentum, only with sgd.',
  predicted: 'The metric the model expects there ± one standard deviation: about two times in three the result lies within.',
  improvement: 'By how much the trial is expected to beat the best so far, counting results that do not beat it as 0.',
  nearest: 'The trial most like it. A distance of 1 is from one end of one hyperparameter’s range to the other.',
  why: 'Exploits: near what did well. Explores: where little is known.',
  slice: 'One hyperparameter is varied, the others stand still: what the model expects along that line.',
  band: 'Each band is half a standard deviation wide. The wider they are, the less is known.',
  through: 'Where the other hyperparameters stand while one or two are varied.',
  contour: 'Two hyperparameters are varied, the others stand still. Lines join points of equal value, as on a map.',
  uncertainty: 'One standard deviation of what the model expects: greatest where little was tried.',
  importance: 'How much of the metric’s variation over the search space a hyperparameter is responsible for.',
  alone: 'The part it explains by itself.',
  together: 'The part it takes part in, counting what it does together with others.',
  whisker: 'What the trials leave open: the importance is likely within.',
  best: 'The best value found up to then. Where it is flat, the search found nothing better.',
  noise: 'How much the metric varies between trials that are alike, as far as the model can tell.',
} as const;

export type TermName = keyof typeof TERMS;

export const STRATEGY_WORDS = {
  bayes: { label: 'Bayesian', line: 'A model learns from every trial so far and says where the next one is worth most.' },
  'quasi-random': { label: 'Quasi-random', line: 'Spread evenly over the whole space, each trial in the largest gap left.' },
  random: { label: 'Random', line: 'Drawn by chance. Simple, and better than a grid when few hyperparameters matter.' },
  grid: { label: 'Grid', line: 'Every combination of a few values each; those already tried are left out.' },
} as const;

export const ACQUISITION_WORDS = {
  'expected-improvement': { label: 'Expected improvement', line: 'By how much the best so far is beaten, on average.' },
  'upper-confidence-bound': { label: 'Upper confidence bound', line: 'How good it is if we are lucky: the expected value and some standard deviations more.' },
  'probability-of-improvement': { label: 'Probability of improvement', line: 'How likely the best so far is beaten, by however little.' },
} as const;

/** Where the slider stands, in words. */
export function explorationWords(exploration: number): string {
  if (exploration < 0.2) return 'Exploits: stays near what did well';
  if (exploration < 0.45) return 'Rather exploits';
  if (exploration <= 0.55) return 'Balanced';
  return exploration <= 0.8 ? 'Rather explores' : 'Explores: goes where little is known';
}
