/**
 * What the hparams plugin says under `/api/plugins/hparams/`. Its answers under `/data/plugin/hparams/` are TensorBoard's.
 *
 * Every route is a POST of JSON; one that takes no body worth speaking of answers a GET with the same fields, too.
 */
import type { JsonNumber } from '../../contract.js';

/** A hyperparameter's value. A number that is not finite is left out, as if it were missing. */
export type HparamValue = number | string | boolean;

/** The scalar `tag` of a session's run (`group` is '') or of a run below it, whose path from there is `group`. */
export interface MetricName {
  readonly group: string;
  readonly tag: string;
}

/** Which value of a metric counts: the last, the best in either direction, or the mean of the last `lastK`. NaN counts where it is last only. */
export type ValueRule = 'last' | 'min' | 'max' | 'mean';

/** As the session's end says; `unknown` without one. */
export type SessionStatus = 'unknown' | 'success' | 'failure' | 'running';

/** `POST` or `GET /api/plugins/hparams/trials`: every trial, as columns. */
export interface TrialsRequest {
  /** Default `last`. */
  readonly value?: ValueRule;
  /** For `mean`; default 5. */
  readonly lastK?: number;
}

/**
 * Trials come by name, sessions by (trial, run). What was declared by a log (TF's HParams API, torch) and what the sessions show are
 * taken together: no hyperparameter and no metric is missing because the first trial did not have it.
 */
export interface TrialsAnswer {
  readonly generation: string;
  readonly commit: number;
  readonly experiment: { readonly name: string; readonly description: string; readonly user: string; readonly timeCreated: number } | null;
  /** Names: the group's, or the run's of a session without a group. */
  readonly trials: readonly string[];
  /** Of its sessions: `running` when one is, else `success` when one is, else what the first says. */
  readonly statuses: readonly SessionStatus[];
  /** Those that differ first, then by name; at most 1,000. */
  readonly hyperparameters: readonly HyperparameterColumn[];
  /** Those beyond the first 1,000. */
  readonly hyperparametersLeftOut: number;
  /** Declared ones in their order, then the others by (tag, group); at most 1,000. */
  readonly metrics: readonly MetricColumn[];
  readonly metricsLeftOut: number;
  readonly sessions: SessionColumns;
  /** Summaries that could not be read. */
  readonly unreadable: number;
}

/** One hyperparameter over all trials. */
export interface HyperparameterColumn {
  readonly name: string;
  /** '' when none was declared, and so with `description`. */
  readonly displayName: string;
  readonly description: string;
  /** What the values are; `mixed` when there are several types. */
  readonly type: 'number' | 'string' | 'boolean' | 'mixed';
  /** As declared, else null. */
  readonly domain: HparamDomain | null;
  /** More than one distinct value, missing not counted. */
  readonly differs: boolean;
  /** One a trial; null where it is missing. */
  readonly values: readonly (HparamValue | null)[];
}

/** What a log declares a hyperparameter may be. */
export type HparamDomain =
  | { readonly kind: 'discrete'; readonly values: readonly HparamValue[] }
  | { readonly kind: 'interval'; readonly low: number; readonly high: number };

/** One metric over all trials. */
export interface MetricColumn {
  readonly tag: string;
  readonly group: string;
  readonly displayName: string;
  readonly description: string;
  readonly dataset: 'unknown' | 'training' | 'validation';
  /** A log declares it; others were found. */
  readonly declared: boolean;
  /** A guess by the name: losses and errors are minimized. */
  readonly goal: 'maximize' | 'minimize';
  /** One a trial: the mean over its sessions; null where none has it. */
  readonly values: readonly (JsonNumber | null)[];
  /** One a session; null for the whole column when each trial has one session, so that they are `values`. */
  readonly sessionValues: readonly (JsonNumber | null)[] | null;
}

/** Columns of equal length. */
export interface SessionColumns {
  /** Index into `trials`. */
  readonly trial: readonly number[];
  /** The run that states the hyperparameters. */
  readonly run: readonly string[];
  /** Ids (`RunInfo.id`) of that run, and of the runs below it that hold its metrics. */
  readonly runs: readonly (readonly number[])[];
  readonly status: readonly SessionStatus[];
  /** Seconds since the epoch: as stated, else of the run's first event; null without either. */
  readonly startTime: readonly (number | null)[];
  /** As stated, else of the newest point of the session's runs; null without either. */
  readonly endTime: readonly (number | null)[];
}

/** Whether more or less of a metric is better. */
export type Goal = 'maximize' | 'minimize';
/** How proposals are chosen: what of a grid is untried, by chance, spread evenly (scrambled Sobol), or by a Gaussian process. */
export type Strategy = 'grid' | 'random' | 'quasi-random' | 'bayes';
/** What makes a try worth it to `bayes`; `server/lab/acquisition.ts` has the formulas. */
export type AcquisitionName = 'expected-improvement' | 'upper-confidence-bound' | 'probability-of-improvement';

/** A search space as JSON; `server/lab/space.ts` says what the parts mean. */
export interface SpaceJson {
  readonly parameters: readonly ParameterJson[];
}
/** One hyperparameter of a search space. `when`: it exists only where another one has one of these values. */
export type ParameterJson = { readonly name: string; readonly when?: { readonly parameter: string; readonly values: readonly HparamValue[] } } & (
  | { readonly type: 'float' | 'integer'; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly type: 'categorical'; readonly choices: readonly HparamValue[] }
  | { readonly type: 'boolean' }
);

/** Values by hyperparameter; those whose condition is not met are absent. */
export type ConfigurationJson = Readonly<Record<string, HparamValue>>;

/** What every question to the lab says about the search so far. */
export interface LabRequest extends TrialsRequest {
  /** A metric, or its name: a tag, or `group/tag`. */
  readonly metric: MetricName | string;
  /** Default: the guess by the name. */
  readonly goal?: Goal;
  /** Default: declared domains, else what the trials suggest. */
  readonly space?: SpaceJson;
  /** The same seed gives the same answer. Default 0. */
  readonly seed?: number;
}

/** What every answer of the lab says. */
export interface LabAnswer {
  readonly metric: MetricName;
  readonly goal: Goal;
  /** The space that was searched; may be edited and sent back. */
  readonly space: SpaceJson;
  readonly spaceFrom: 'request' | 'declared' | 'inferred';
  /** Sessions by what they are to a model: finished with a finite value, failed (NaN, infinite, or said to be failures), running. */
  readonly finished: number;
  readonly failed: number;
  readonly running: number;
}

/** `POST /api/plugins/hparams/suggest`, also `POST /api/hparams/suggest`. */
export interface SuggestRequest extends LabRequest {
  /** Default `bayes`. */
  readonly strategy?: Strategy;
  /** 1 (default) to 20. */
  readonly count?: number;
  /** For `bayes`; default `expected-improvement`. */
  readonly acquisition?: AcquisitionName;
  /** For `bayes`: 0 trusts the mean, 1 the uncertainty. Default 0.5. */
  readonly exploration?: number;
  /** For `grid`: values of each number; default 5. */
  readonly gridPoints?: number;
}

/** One configuration to try. */
export interface Proposal {
  readonly configuration: ConfigurationJson;
  /** As the model expects the metric there, ± one standard deviation; null without a model. */
  readonly predicted: { readonly mean: number; readonly deviation: number } | null;
  readonly expectedImprovement: number | null;
  /** The trial most like it. A distance of 1 is from one end of one hyperparameter's range to the other. */
  readonly nearest: { readonly trial: string; readonly distance: number } | null;
  readonly reason: 'exploits' | 'explores' | 'grid' | 'random' | 'fills';
  /** The reason as a sentence. */
  readonly why: string;
}

/** The answer to a `SuggestRequest`. */
export interface SuggestAnswer extends LabAnswer {
  readonly proposals: readonly Proposal[];
  /** What was really used: `bayes` falls back to `quasi-random` while there is too little to learn from. */
  readonly strategy: Strategy;
  /** One sentence when something needs saying, else ''. */
  readonly note: string;
  readonly model: ModelInfo | null;
}

/** What the Gaussian process has settled on. */
export interface ModelInfo {
  /** Standard deviation of the noise on each trial, in the metric's unit. */
  readonly noise: number;
  /** Standard deviation of the metric where nothing is known. */
  readonly priorDeviation: number;
  /** How far one has to go in each hyperparameter, as a part of its range, for the metric to become another. By parameter of the space. */
  readonly lengthScales: readonly number[];
}

/** `POST /api/plugins/hparams/model/slice`: one hyperparameter is varied, the others stand still. */
export interface SliceRequest extends LabRequest {
  readonly parameter: string;
  /** Where the others stand; what is missing is as in the best trial. */
  readonly at?: ConfigurationJson;
  readonly acquisition?: AcquisitionName;
  readonly exploration?: number;
}

/** The answer to a `SliceRequest`. Columns of equal length, in the metric's own unit. */
export interface SliceAnswer extends LabAnswer {
  readonly parameter: string;
  readonly at: ConfigurationJson;
  /** 129 numbers evenly over the range (on its scale), fewer for whole numbers, or each choice. */
  readonly x: readonly HparamValue[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** What the acquisition function says of each x, higher is better: the expected improvement in the metric's unit, the optimistic bound in its unit (0 is the mean of all trials), or a probability. */
  readonly acquisition: readonly number[];
  /** Index of its maximum. */
  readonly maximum: number;
  readonly points: ModelPoints;
  readonly model: ModelInfo;
}

/** The finished trials, as a plot of one or two hyperparameters has them. Columns of equal length. */
export interface ModelPoints {
  readonly trial: readonly string[];
  readonly x: readonly HparamValue[];
  /** For a contour. */
  readonly y: readonly HparamValue[];
  readonly value: readonly number[];
  /** How far the trial is from the slice, in the other hyperparameters: 0 lies in it. */
  readonly distance: readonly number[];
}

/** `POST /api/plugins/hparams/model/contour`: two hyperparameters are varied. */
export interface ContourRequest extends LabRequest {
  readonly x: string;
  readonly y: string;
  readonly at?: ConfigurationJson;
  /** Points along each axis, 2 to 64; default 33. */
  readonly size?: number;
}

/** The answer to a `ContourRequest`. */
export interface ContourAnswer extends LabAnswer {
  readonly at: ConfigurationJson;
  readonly x: readonly HparamValue[];
  readonly y: readonly HparamValue[];
  /** Row by row: the value at (x[i], y[j]) is number `j * x.length + i`. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly points: ModelPoints;
  readonly model: ModelInfo;
}

/** `POST /api/plugins/hparams/model/importance`: a `LabRequest`. */
export interface ImportanceAnswer extends LabAnswer {
  /** Most important first; empty with fewer than four finished trials. Parts of the metric's variance over the space, 0 to 1. */
  readonly importances: readonly {
    readonly parameter: string;
    /** Alone. */
    readonly main: number;
    /** With everything it acts together with. */
    readonly total: number;
    /** Standard deviation of `total`: what the trials leave open. */
    readonly uncertainty: number;
  }[];
  /** In words: what matters so far, and what a grid would waste its tries on. */
  readonly sentences: readonly string[];
}

/** `POST /api/plugins/hparams/model/progress`: a `LabRequest`. The best so far over time; no model is needed. */
export interface ProgressAnswer extends LabAnswer {
  /** Finished sessions in the order of their ends. Columns of equal length. */
  readonly trial: readonly string[];
  readonly run: readonly string[];
  readonly time: readonly (number | null)[];
  readonly value: readonly number[];
  readonly best: readonly number[];
}

/** `POST /api/plugins/hparams/model/pareto`: two metrics; a trial is on the front when no other is at least as good in both and better in one. */
export interface ParetoRequest extends TrialsRequest {
  readonly metrics: readonly [MetricName | string, MetricName | string];
  readonly goals?: readonly [Goal, Goal];
}

/** The answer to a `ParetoRequest`. */
export interface ParetoAnswer {
  readonly metrics: readonly [MetricName, MetricName];
  readonly goals: readonly [Goal, Goal];
  /** Trials that have both, finite. Columns of equal length. */
  readonly trial: readonly string[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** Indexes of those on the front, by the first metric, best first. */
  readonly front: readonly number[];
}
