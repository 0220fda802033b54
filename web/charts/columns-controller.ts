/**
 * A Chart.js dataset that draws from typed columns. Chart.js' own line controller wants an object and an element for every
 * point: 500 lines × 400 points would cost over 100 MB. Here a chart has one dataset, which asks for its scene and draws it.
 * Chart.js lays out, scales, draws axes and grid, and follows size and pixel ratio.
 */
import { Chart, type CoreChartOptions, DatasetController, LinearScale, LogarithmicScale, PointElement } from 'chart.js';
import { drawScene, type Scene } from './draw.js';

/** The one dataset of a chart. */
export interface ColumnsDataset {
  readonly scene: (chart: Chart) => Scene | null;
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    columns: {
      chartOptions: CoreChartOptions<'columns'>;
      datasetOptions: ColumnsDataset;
      defaultDataPoint: never;
      metaExtensions: object;
      parsedDataType: never;
      scales: 'linear' | 'logarithmic';
    };
  }
}

class ColumnsController extends DatasetController<'columns'> {
  static id = 'columns';
  // Chart.js insists on an element type; none is ever made.
  static defaults = { datasetElementType: false, dataElementType: 'point' };

  /** There are no elements. */
  override buildOrUpdateElements(): void {}
  override parse(): void {}
  override update(): void {}

  override draw(): void {
    const dataset = this.getDataset() as unknown as ColumnsDataset;
    const scene = dataset.scene(this.chart);
    if (scene !== null) drawScene(this.chart.ctx, scene);
  }
}

Chart.register(ColumnsController, LinearScale, LogarithmicScale, PointElement);

export { Chart };
