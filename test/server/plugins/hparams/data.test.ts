/** TensorBoard's routes; that the corpus' answers are TensorBoard's own is held by `conformance.test.ts`. */
import { afterAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../support/app.js';
import { searchStore } from '../../../support/search-store.js';

// Values as float32 can say them; TensorBoard 2.21 was asked about the same logs.
const store = searchStore([
  { run: 'a/s0', group: 'g1', hparams: { lr: 1e-5, opt: 'sgd_%', bn: true, layers: 3 }, startTime: 5.5, endTime: 9.25, metrics: { acc: [0.125, 0.5], loss: [3, 0.25] }, below: { validation: { acc: [0.25] } } },
  { run: 'a/s1', group: 'g1', hparams: { lr: 1e-5, opt: 'sgd_%', bn: true, layers: 3 }, status: 2, metrics: { acc: [0.375, 0.75, 0.875], loss: [Infinity] } },
  { run: 'a/s2', hparams: { lr: 123456, opt: 'a"d,am', bn: false }, status: 3, metrics: { acc: [0.375] } },
  { run: 'b', hparams: { lr: 0.1, opt: 'adam', bn: false, layers: 2, n: NaN }, status: null, metrics: { loss: [1234.5] } },
  { run: 'c', hparams: { lr: 0.2, opt: 'adam', bn: false, layers: 2, n: 1 }, metrics: { loss: [NaN] }, below: { 'train/deep': { x: [1] } } },
]);
const mixed = searchStore([
  { run: 'one', hparams: { p: 1, constructor: 'x' } as Record<string, number | string>, metrics: { m: [1] } },
  { run: 'three', hparams: { p: true, nothing: null }, metrics: { m: [3] } },
  { run: 'two', hparams: { p: 'x', q: 2 }, metrics: { m: [2] } },
], { content: { broken: Uint8Array.of(0x1a, 0x7f, 1), later: Uint8Array.of(0x08, 1, 0x1a, 0) } });
const { app } = testApp(store.reader);
const mixedApp = testApp(mixed.reader).app;
afterAll(async () => {
  await app.close();
  await mixedApp.close();
  store.close();
  mixed.close();
});

const ALL = ['STATUS_UNKNOWN', 'STATUS_SUCCESS', 'STATUS_FAILURE', 'STATUS_RUNNING'];
interface Group {
  readonly name: string;
  readonly hparams: Readonly<Record<string, unknown>>;
  readonly metricValues: readonly { readonly name: { readonly tag: string; readonly group: string }; readonly value: number | string; readonly trainingStep: number }[];
  readonly sessions: readonly { readonly name: string; readonly status: string }[];
}
async function post<Answer>(path: string, body: unknown, to = app): Promise<{ readonly status: number; readonly body: Answer; readonly text: string }> {
  const answer = await to.inject({ method: 'POST', url: `/data/plugin/hparams/${path}`, headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) });
  return { status: answer.statusCode, body: (answer.statusCode === 200 ? answer.json() : null) as Answer, text: answer.body };
}
const groups = async (more: object = {}, to = app): Promise<readonly Group[]> => (await post<{ sessionGroups: Group[] }>('session_groups', { allowedStatuses: ALL, sliceSize: 100, ...more }, to)).body.sessionGroups;
const names = async (column: object | readonly object[], to = app): Promise<string[]> => (await groups({ colParams: Array.isArray(column) ? column : [column] }, to)).map(({ name }) => name);

describe('/experiment', () => {
  it('infers columns, differing ones first, and metrics by tag and path below the session', async () => {
    const { body } = await post<{ hparamInfos: { name: string; type: string; differs: boolean }[]; metricInfos: { name: object }[] }>('experiment', {});
    expect(body.hparamInfos.map(({ name, type, differs }) => [name, type, differs])).toEqual([
      ['bn', 'DATA_TYPE_BOOL', true], ['layers', 'DATA_TYPE_FLOAT64', true], ['lr', 'DATA_TYPE_FLOAT64', true], ['n', 'DATA_TYPE_FLOAT64', true], ['opt', 'DATA_TYPE_STRING', true],
    ]);
    expect(body.hparamInfos[1]).toMatchObject({ domainInterval: { minValue: 2, maxValue: 3 } });
    expect(body.metricInfos.map(({ name }) => name)).toEqual([{ tag: 'acc', group: '' }, { tag: 'acc', group: 'validation' }, { tag: 'loss', group: '' }, { tag: 'x', group: 'train/deep' }]);
  });

  it('takes its request by GET, too, cuts to a limit and leaves metrics out', async () => {
    const request = encodeURIComponent('{"hparams_limit": 2, "includeMetrics": false}');
    const { statusCode, body } = await app.inject(`/data/plugin/hparams/experiment?request=${request}`);
    expect(statusCode).toBe(200);
    expect((JSON.parse(body) as { hparamInfos: unknown[]; metricInfos: unknown[] })).toMatchObject({ hparamInfos: [{ name: 'bn' }, { name: 'layers' }], metricInfos: [] });
  });

  it('names the values of a mixed column as text, and drops what is null everywhere', async () => {
    const { body } = await post<{ hparamInfos: { name: string }[] }>('experiment', {}, mixedApp);
    expect(body.hparamInfos.find(({ name }) => name === 'p')).toMatchObject({ type: 'DATA_TYPE_STRING', domainDiscrete: ['1.0', 'true', 'x'], differs: true });
    expect(body.hparamInfos.map(({ name }) => name)).toEqual(['p', 'constructor', 'q']);
  });

  it.each([[{ nope: 1 }], ['text'], [{ includeMetrics: 'yes' }], [{ hparamsLimit: 1.5 }], [[]]])('refuses %j', async (body) => {
    const { status, text } = await post('experiment', body);
    expect(status).toBe(400);
    expect(text).toMatch(/^Invalid argument: .+\.$/);
  });

  it('refuses a GET without a request, and a body that is no JSON', async () => {
    expect((await app.inject('/data/plugin/hparams/experiment')).statusCode).toBe(400);
    expect((await app.inject({ method: 'POST', url: '/data/plugin/hparams/experiment', payload: '{' })).statusCode).toBe(400);
  });
});

describe('/session_groups', () => {
  it('groups sessions, takes the mean of their last values and keeps infinity', async () => {
    const [, , , g1] = await groups();
    expect(g1).toMatchObject({ name: 'g1', hparams: { lr: 1e-5, opt: 'sgd_%', bn: true, layers: 3 } });
    expect(g1?.metricValues.map(({ name, value, trainingStep }) => [name.tag, name.group, value, trainingStep])).toEqual([['acc', '', 0.6875, 1], ['acc', 'validation', 0.25, 0], ['loss', '', 'Infinity', 0]]);
    expect(g1?.sessions.map(({ name, status }) => [name, status])).toEqual([['a/s0', 'STATUS_SUCCESS'], ['a/s1', 'STATUS_FAILURE']]);
  });

  it('drops a NaN hyperparameter, and says NaN of a metric', async () => {
    const [, b, c] = await groups();
    expect(Object.keys(b?.hparams ?? {})).toEqual(['lr', 'opt', 'bn', 'layers']);
    expect(c?.metricValues[0]?.value).toBe('NaN');
  });

  it('answers nothing without statuses and no page without a size, but counts', async () => {
    expect((await post('session_groups', { sliceSize: 9 })).body).toEqual({ sessionGroups: [], totalSize: 0 });
    expect((await post('session_groups', { allowedStatuses: ALL })).body).toEqual({ sessionGroups: [], totalSize: 4 });
    expect((await post<{ sessionGroups: Group[] }>('session_groups', { allowed_statuses: ['STATUS_SUCCESS', 3], startIndex: 1, sliceSize: 1 })).body).toMatchObject({ sessionGroups: [{ name: 'c' }], totalSize: 3 });
  });

  it.each([
    [{ hparam: 'lr', order: 'ORDER_ASC' }, ['g1', 'b', 'c', 'a/s2']],
    [{ hparam: 'layers', order: 'ORDER_DESC' }, ['g1', 'b', 'c', 'a/s2']],
    [{ hparam: 'layers', order: 'ORDER_ASC', missingValuesFirst: true }, ['a/s2', 'b', 'c', 'g1']],
    [{ hparam: 'layers', order: 'ORDER_DESC', missingValuesFirst: true }, ['a/s2', 'g1', 'b', 'c']],
    [{ hparam: 'opt', filterRegexp: '^a' }, ['a/s2', 'b', 'c']],
    [{ hparam: 'opt', filterDiscrete: ['adam'] }, ['b', 'c']],
    [{ hparam: 'bn', filterDiscrete: [true] }, ['g1']],
    [{ hparam: 'layers', filterInterval: { minValue: '-Infinity', maxValue: 2.5 } }, ['a/s2', 'b', 'c']],
    [{ hparam: 'layers', filterInterval: { minValue: 0, maxValue: 2.5 }, excludeMissingValues: true }, ['b', 'c']],
    [{ metric: { tag: 'acc' }, order: 'ORDER_DESC' }, ['g1', 'a/s2', 'b', 'c']],
    [{ metric: { tag: 'acc', group: 'validation' }, excludeMissingValues: true }, ['g1']],
    [{ hparam: 'nothing of this name', order: 'ORDER_ASC' }, ['a/s2', 'b', 'c', 'g1']],
  ])('%j gives %j', async (column, wanted) => {
    expect(await names(column)).toEqual(wanted);
  });

  it('sorts by the first column first', async () => {
    expect(await names([{ hparam: 'bn', order: 'ORDER_DESC' }, { hparam: 'lr', order: 'ORDER_DESC' }])).toEqual(['g1', 'a/s2', 'c', 'b']);
  });

  it('keeps only the hyperparameters to be included', async () => {
    expect((await groups({ colParams: [{ hparam: 'lr', includeInResult: true }, { hparam: 'bn', includeInResult: false }] }))[1]?.hparams).toEqual({ lr: 0.1 });
  });

  it.each([['AGGREGATION_MIN', 0.5], ['AGGREGATION_MAX', 0.875], ['AGGREGATION_MEDIAN', 0.5]])('%s takes one session\'s metrics; a group without the metric has none', async (aggregationType, value) => {
    const [, b, , g1] = await groups({ aggregationType, aggregationMetric: { tag: 'acc' } });
    expect(g1?.metricValues[0]?.value).toBe(value);
    expect(b?.metricValues).toEqual([]);
  });

  it.each([
    [{ hparam: 'p', order: 'ORDER_ASC' }, ['one', 'three', 'two']],
    [{ hparam: 'p', order: 'ORDER_DESC' }, ['two', 'one', 'three']],
    [{ hparam: 'p', filterRegexp: '^(x|true)$' }, ['three', 'two']],
    [{ hparam: 'p', filterDiscrete: ['1.0', 'x'] }, ['one', 'two']],
    [{ hparam: 'p', filterInterval: { minValue: 0, maxValue: 9 } }, ['one', 'three']],
    [{ hparam: 'constructor', excludeMissingValues: true }, ['one']],
  ])('of a mixed column %j gives %j', async (column, wanted) => {
    expect(await names(column, mixedApp)).toEqual(wanted);
  });

  it.each([[{}], [{ hparam: 'lr', metric: { tag: 'acc' } }], [{ hparam: 'lr', filterRegexp: '(' }], [{ hparam: 'lr', filterRegexp: 'a', filterDiscrete: [1] }], [{ hparam: 'lr', order: 'UP' }]])('refuses the column %j', async (column) => {
    expect((await post('session_groups', { allowedStatuses: ALL, colParams: [column] })).status).toBe(400);
  });
});

describe('/metric_evals', () => {
  it('answers the points of the run that holds the metric', async () => {
    expect((await post<number[][]>('metric_evals', { sessionName: 'a/s0', metricName: { tag: 'acc', group: 'validation' } })).body.map(([, step, value]) => [step, value])).toEqual([[0, 0.25]]);
    expect((await post('metric_evals', { sessionName: 'a/s0', metricName: { tag: 'nope' } })).status).toBe(404);
  });
});

describe('/download_data', () => {
  const download = async (format: string, visible: readonly boolean[] = new Array<boolean>(20).fill(true)) => {
    const query = new URLSearchParams({ format, columnsVisibility: JSON.stringify(visible), request: JSON.stringify({ allowedStatuses: ALL, sliceSize: 100 }) });
    const { statusCode, headers, body } = await app.inject(`/data/plugin/hparams/download_data?${query}`);
    return { statusCode, type: headers['content-type'], body };
  };

  it('writes CSV as Python does', async () => {
    expect((await download('csv')).body).toBe(
      'bn,layers,lr,n,opt,acc,acc,loss,x\r\nFalse,,123456.0,,"a""d,am",0.375,,,\r\nFalse,2.0,0.1,,adam,,,1234.5,\r\nFalse,2.0,0.2,1.0,adam,,,nan,1.0\r\nTrue,3.0,1e-05,,sgd_%,0.6875,0.25,inf,\r\n',
    );
    expect((await download('csv', [false, true])).body).toBe('layers\r\n""\r\n2.0\r\n2.0\r\n3.0\r\n');
  });

  it('writes JSON and LaTeX', async () => {
    expect(JSON.parse((await download('json', [true, true, true])).body)).toEqual({ header: ['bn', 'layers', 'lr'], rows: [[false, '', 123456], [false, 2, 0.1], [false, 2, 0.2], [true, 3, 1e-5]] });
    const { type, body } = await download('latex', [true, true, true, false, true, true, false, true]);
    expect(type).toBe('application/x-latex');
    expect(body).toBe(
      '\\begin{table}[tbp]\n\\begin{tabular}{llllll}\nbn & layers & lr & opt & acc & loss \\\\ \\hline\n' +
        '$0$ &  & $1.23\\cdot 10^{5}$ & a"d,am & $0.375$ & - \\\\\n$0$ & $2$ & $0.1$ & adam & - & $1.23\\cdot 10^{3}$ \\\\\n' +
        '$0$ & $2$ & $0.2$ & adam & - & $\\mathrm{NaN}$ \\\\\n$1$ & $3$ & $1\\cdot 10^{-5}$ & sgd\\_\\% & $0.688$ & $+\\infty$ \\\\\n\\hline\n\\end{tabular}\n\\end{table}\n',
    );
  });

  it('refuses another format, and columns it cannot read', async () => {
    expect((await download('xml')).statusCode).toBe(400);
    expect((await app.inject('/data/plugin/hparams/download_data?format=csv&request={}')).statusCode).toBe(400);
  });
});
