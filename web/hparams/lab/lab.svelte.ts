import type {
  ConfigurationJson, ContourAnswer, ContourRequest, Goal, ImportanceAnswer, LabAnswer, LabRequest, ProgressAnswer, SliceAnswer, SliceRequest, SpaceJson, SuggestAnswer, SuggestRequest,
} from '../../../server/plugins/hparams/contract.js';
import type { Api } from '../../api/http.js';
import type { Clock } from '../../state/clock.js';
import type { Selection } from '../../state/selection.svelte.js';
import type { Column } from '../columns.js';
import type { Trials } from '../trials.svelte.js';
import { type LabChoices, readChoices, writeChoices } from './choices.js';
import { Evidence, Question } from './question.svelte.js';
import { isNumber, spaceProblem } from './space.js';

const PARAMETER = 'hparamsLab';
const CONTOUR_SIZE = 33;

/** A place in the space that slices and the contour go through. */
export interface Through {
  /** What it is called: "proposal 2". */
  readonly label: string;
  readonly configuration: ConfigurationJson;
}

/** The lab: what one chose (in the address), the questions that follow from it, and their answers. */
export class Lab {
  readonly #trials: Trials;
  readonly #selection: Selection;
  readonly #evidence = new Evidence();
  readonly #text = $derived.by(() => this.#selection.parameter(PARAMETER));
  readonly #choices = $derived(readChoices(this.#text));
  readonly #metric = $derived.by(() => {
    const { metrics } = this.#trials;
    return metrics.find(({ key }) => key === this.#choices.metric) ?? this.#trials.visible.find(({ kind }) => kind === 'metric') ?? metrics[0];
  });
  /** Null: the best trial. */
  through: Through | null = $state.raw(null);

  readonly suggest: Question<SuggestAnswer>;
  readonly slice: Question<SliceAnswer, SliceRequest>;
  readonly contour: Question<ContourAnswer, ContourRequest>;
  readonly importance: Question<ImportanceAnswer>;
  readonly progress: Question<ProgressAnswer>;

  constructor({ api, clock, selection, trials }: { api: Pick<Api, 'post'>; clock: Clock; selection: Selection; trials: Trials }) {
    this.#trials = trials;
    this.#selection = selection;
    const deps = { api, clock, evidence: this.#evidence };
    this.suggest = new Question('api/plugins/hparams/suggest', deps);
    this.slice = new Question('api/plugins/hparams/model/slice', deps);
    this.contour = new Question('api/plugins/hparams/model/contour', deps);
    this.importance = new Question('api/plugins/hparams/model/importance', deps);
    this.progress = new Question('api/plugins/hparams/model/progress', deps);
  }

  get choices(): LabChoices {
    return this.#choices;
  }

  choose(change: Partial<LabChoices>): void {
    this.#selection.setParameter(PARAMETER, writeChoices({ ...this.#choices, ...change }));
  }

  /** Undefined while no trial has a metric. */
  get metric(): Column | undefined {
    return this.#metric;
  }

  get goal(): Goal {
    return this.#metric?.goal ?? 'maximize';
  }

  /** The newest answer of any kind, for what all of them say. */
  readonly #said: LabAnswer | undefined = $derived.by(() => this.progress.value ?? this.suggest.value ?? this.importance.value);
  get said(): LabAnswer | undefined {
    return this.#said;
  }

  /** The space that is searched: as edited, else as the server infers it; undefined before its first answer. */
  get space(): SpaceJson | undefined {
    return this.#choices.space ?? this.#said?.space;
  }

  /** What is wrong with the edited space; '' when nothing is asked of it or nothing is wrong. */
  get problem(): string {
    return this.#choices.space === null ? '' : spaceProblem(this.#choices.space);
  }

  /** Names by importance, as it was when the metric was first asked for: plots that nobody chose do not change under one's eyes. */
  #ranking: { readonly metric: string; readonly names: readonly string[] } | null = $state.raw(null);

  /** Names of the space's parameters: the most important ones first, then numbers, which make the better plots. */
  readonly #axes = $derived.by(() => {
    const parameters = this.space?.parameters ?? [];
    const names = [...parameters.filter(isNumber), ...parameters.filter((parameter) => !isNumber(parameter))].map(({ name }) => name);
    const ranked = (this.#ranking?.names ?? []).filter((name) => names.includes(name));
    return [...new Set([...ranked, ...names])];
  });

  /** Takes note of what matters, once a metric; to be called in an effect. */
  rank(): void {
    const { value, waiting, error } = this.importance;
    const metric = this.#metric?.key ?? '';
    if (this.#ranking?.metric === metric || waiting || (value === undefined && error === null)) return;
    this.#ranking = { metric, names: (value?.importances ?? []).map(({ parameter }) => parameter) };
  }
  get axes(): readonly string[] {
    return this.#axes;
  }

  /** The slice's parameter, and the contour's two: as chosen while they exist. '' when there is none. */
  readonly along = $derived.by(() => this.#axisOr(this.#choices.along, []));
  readonly x = $derived.by(() => this.#axisOr(this.#choices.x, []));
  readonly y = $derived.by(() => this.#axisOr(this.#choices.y, [this.x]));

  #axisOr(chosen: string, taken: readonly string[]): string {
    const free = this.#axes.filter((name) => !taken.includes(name));
    if (free.includes(chosen)) return chosen;
    // Until it is known what matters there is no good one to show unasked.
    return this.#ranking === null ? '' : (free[0] ?? '');
  }

  // ── the questions, as JSON; null while there is nothing to ask ───────────────────────────────────────────────────────

  readonly #base = $derived.by((): LabRequest | null => {
    const metric = this.#metric?.metric;
    if (metric == null || this.problem !== '') return null;
    const { space, seed } = this.#choices;
    return { ...this.#trials.request, metric, goal: this.goal, seed, ...(space === null ? {} : { space }) };
  });

  readonly #judging = $derived.by(() => ({ acquisition: this.#choices.acquisition, exploration: this.#choices.exploration }));
  readonly #at = $derived.by(() => (this.through === null ? {} : { at: this.through.configuration }));

  readonly bodies = $derived.by(() => {
    const base = this.#base;
    if (base === null) return { suggest: null, slice: null, contour: null, importance: null, progress: null };
    const { strategy, count, gridPoints } = this.#choices;
    const how = strategy === 'bayes' ? this.#judging : strategy === 'grid' ? { gridPoints } : {};
    const text = <Request extends LabRequest>(request: Request): string => JSON.stringify(request);
    return {
      suggest: text<SuggestRequest>({ ...base, strategy, count, ...how }),
      slice: this.along === '' ? null : text<SliceRequest>({ ...base, parameter: this.along, ...this.#judging, ...this.#at }),
      contour: this.x === '' || this.y === '' ? null : text<ContourRequest>({ ...base, x: this.x, y: this.y, size: CONTOUR_SIZE, ...this.#at }),
      importance: text(base),
      progress: text(base),
    };
  });

  /** What a model learns from, as a key: it changes when a trial is added, ends, or counts with another value; not at every step of a running one. */
  readonly evidence = $derived.by(() => {
    const { answer } = this.#trials;
    const key = this.#metric?.key;
    if (answer === undefined || key === undefined) return '';
    const values = this.#metric?.values ?? [];
    return JSON.stringify([answer.generation, answer.sessions.run.length, answer.trials.map((_, i) => [answer.statuses[i], answer.statuses[i] === 'running' ? null : String(values[i])])]);
  });

  /** Puts what is asked now; to be called in an effect. */
  ask(): void {
    const { bodies } = this;
    this.suggest.put(bodies.suggest);
    this.slice.put(bodies.slice);
    this.contour.put(bodies.contour);
    this.importance.put(bodies.importance);
    this.progress.put(bodies.progress);
  }

  /** New trials: everything in sight asks again. */
  learn(): void {
    this.#evidence.changed();
  }

  close(): void {
    for (const question of [this.suggest, this.slice, this.contour, this.importance, this.progress]) question.close();
  }
}
