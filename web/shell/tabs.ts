/** One of TensorBoard's tabs, whether it is part of this version or not. */
export interface TabWords {
  readonly id: string;
  readonly label: string;
  /** Names of the data's plugins in the files. */
  readonly data: readonly string[];
  /** What it shows, as in "No images yet". */
  readonly noun: string;
  /** What a series of it is called, as in "12 image series". */
  readonly series: string;
  /** Calls that would fill it. */
  readonly pytorch?: string;
  readonly tensorflow?: string;
}

/** All tabs, in TensorBoard's order. */
export const TABS: readonly TabWords[] = [
  { id: 'timeseries', label: 'Time Series', data: ['scalars', 'histograms'], noun: 'time series', series: 'scalar', pytorch: "writer.add_scalar('loss', loss, step)", tensorflow: "tf.summary.scalar('loss', loss, step=step)" },
  { id: 'scalars', label: 'Scalars', data: ['scalars'], noun: 'scalars', series: 'scalar', pytorch: "writer.add_scalar('loss', loss, step)", tensorflow: "tf.summary.scalar('loss', loss, step=step)" },
  { id: 'custom_scalars', label: 'Custom Scalars', data: ['custom_scalars'], noun: 'chart layouts', series: 'layout', pytorch: "writer.add_custom_scalars({'losses': {'both': ['Multiline', ['loss/.*']]}})" },
  { id: 'images', label: 'Images', data: ['images'], noun: 'images', series: 'image', pytorch: "writer.add_image('sample', image, step)", tensorflow: "tf.summary.image('sample', images, step=step)" },
  { id: 'audio', label: 'Audio', data: ['audio'], noun: 'audio', series: 'audio', pytorch: "writer.add_audio('sample', sound, step, sample_rate=44100)", tensorflow: "tf.summary.audio('sample', sounds, sample_rate=44100, step=step)" },
  { id: 'graphs', label: 'Graphs', data: ['graphs', 'graph_run_metadata', 'graph_run_metadata_graph', 'graph_tagged_run_metadata', 'graph_keras_model'], noun: 'graphs', series: 'graph', pytorch: 'writer.add_graph(model, example_inputs)', tensorflow: 'tf.summary.graph(tf_function.get_concrete_function(x).graph)' },
  { id: 'distributions', label: 'Distributions', data: ['histograms'], noun: 'histograms', series: 'histogram', pytorch: "writer.add_histogram('weights', layer.weight, step)", tensorflow: "tf.summary.histogram('weights', weights, step=step)" },
  { id: 'histograms', label: 'Histograms', data: ['histograms'], noun: 'histograms', series: 'histogram', pytorch: "writer.add_histogram('weights', layer.weight, step)", tensorflow: "tf.summary.histogram('weights', weights, step=step)" },
  { id: 'text', label: 'Text', data: ['text'], noun: 'text', series: 'text', pytorch: "writer.add_text('notes', 'some **Markdown**', step)", tensorflow: "tf.summary.text('notes', 'some **Markdown**', step=step)" },
  { id: 'pr_curves', label: 'PR Curves', data: ['pr_curves'], noun: 'PR curves', series: 'PR curve', pytorch: "writer.add_pr_curve('detector', labels, predictions, step)" },
  { id: 'hparams', label: 'HParams', data: ['hparams'], noun: 'hyperparameters', series: 'hyperparameter', pytorch: "writer.add_hparams({'lr': 0.1}, {'hparam/accuracy': 0.9})", tensorflow: "hp.hparams({'lr': 0.1})  # from tensorboard.plugins.hparams import api as hp" },
  { id: 'mesh', label: 'Mesh', data: ['mesh'], noun: 'meshes', series: 'mesh', pytorch: "writer.add_mesh('shape', vertices, faces=faces, global_step=step)" },
  { id: 'projector', label: 'Projector', data: ['projector'], noun: 'embeddings', series: 'embedding', pytorch: "writer.add_embedding(vectors, metadata=labels)" },
];

/** A tab that is not in the bar, and why. */
export interface InactiveTab extends TabWords {
  /** Series the log holds for it. More than zero only when the tab is not part of this version. */
  readonly held: number;
  /** Whether it can be opened all the same, to show its own empty page. */
  readonly built: boolean;
}

/** Which tabs have data and can be opened, and the others. `counts` is series by plugin name, `built` the ids of tabs that exist. */
export function arrangeTabs(counts: Readonly<Record<string, number>>, built: ReadonlySet<string>): { active: readonly TabWords[]; inactive: readonly InactiveTab[] } {
  const active: TabWords[] = [];
  const inactive: InactiveTab[] = [];
  for (const tab of TABS) {
    const held = tab.data.reduce((sum, plugin) => sum + (counts[plugin] ?? 0), 0);
    if (held > 0 && built.has(tab.id)) active.push(tab);
    else inactive.push({ ...tab, held, built: built.has(tab.id) });
  }
  return { active, inactive };
}

/** Why a tab is not in the bar, in a sentence. */
export function whyInactive(tab: InactiveTab): string {
  if (tab.held === 0) return `No ${tab.noun} yet`;
  return `This log holds ${tab.held.toLocaleString('en')} ${tab.series} series; the ${tab.label} tab is not part of this version yet`;
}
