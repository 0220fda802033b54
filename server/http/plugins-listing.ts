/** `GET /data/plugins_listing`: TensorBoard's tabs in its order, as its own page expects them (http-api, section 2). */

interface Loading {
  readonly type: 'NG_COMPONENT' | 'CUSTOM_ELEMENT' | 'IFRAME';
  readonly element_name?: string;
  readonly module_path?: string;
}

export interface ListedPlugin {
  readonly disable_reload: boolean;
  readonly enabled: boolean;
  readonly remove_dom: boolean;
  readonly tab_name: string;
  readonly loading_mechanism: Loading;
}

interface Tab {
  readonly name: string;
  /** Default: the name. */
  readonly label?: string;
  /** Custom element of TensorBoard's page; absent for its Angular components. */
  readonly element?: string;
  /** Plugins whose series make the tab active. Default: its own name. */
  readonly data?: readonly string[];
  readonly disableReload?: boolean;
}

const TABS: readonly Tab[] = [
  { name: 'timeseries', label: 'Time Series', data: ['scalars', 'histograms', 'images'] },
  { name: 'scalars', element: 'tf-scalar-dashboard' },
  { name: 'custom_scalars', label: 'Custom Scalars', element: 'tf-custom-scalar-dashboard' },
  { name: 'images', element: 'tf-image-dashboard' },
  { name: 'audio', element: 'tf-audio-dashboard' },
  { name: 'debugger-v2', label: 'Debugger V2', data: [] },
  {
    name: 'graphs',
    element: 'tf-graph-dashboard',
    data: ['graphs', 'graph_run_metadata', 'graph_run_metadata_graph', 'graph_keras_model', 'graph_tagged_run_metadata'],
    disableReload: true,
  },
  { name: 'distributions', element: 'tf-distribution-dashboard', data: ['histograms'] },
  { name: 'histograms', element: 'tf-histogram-dashboard' },
  { name: 'text', element: 'tf-text-dashboard' },
  { name: 'pr_curves', label: 'PR Curves', element: 'tf-pr-curve-dashboard' },
  { name: 'profile_redirect', label: 'Profile', element: 'tf-profile-redirect-dashboard', data: [] },
  { name: 'hparams', element: 'tf-hparams-dashboard' },
  { name: 'mesh', element: 'mesh-dashboard' },
  { name: 'wit_redirect', label: 'What-If Tool', element: 'tf-wit-redirect-dashboard', data: [] },
];

/** `counts` is the number of series per plugin. A tab is enabled when one of its plugins has any. */
export function listPlugins(counts: ReadonlyMap<string, number>, pathPrefix: string): Record<string, ListedPlugin> {
  const listed: Record<string, ListedPlugin> = {};
  for (const { name, label, element, data, disableReload } of TABS) {
    listed[name] = {
      disable_reload: disableReload ?? false,
      enabled: (data ?? [name]).some((plugin) => (counts.get(plugin) ?? 0) > 0),
      remove_dom: false,
      tab_name: label ?? name,
      loading_mechanism: element === undefined ? { type: 'NG_COMPONENT' } : { type: 'CUSTOM_ELEMENT', element_name: element },
    };
  }
  // The projector reads files of its own and finds out later; TensorBoard's first listing says the same.
  listed['projector'] = {
    disable_reload: true,
    enabled: false,
    remove_dom: false,
    tab_name: 'projector',
    loading_mechanism: { type: 'IFRAME', module_path: `${pathPrefix}/data/plugin/projector/index.js` },
  };
  return listed;
}
