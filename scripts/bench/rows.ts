/** The rows of the benchmark, one line each, cheap ones that share a first load next to each other. */
import type { Row } from './row.js';
import { browser } from './rows/browser.js';
import { histograms } from './rows/histograms.js';
import { images } from './rows/images.js';
import { indexSize } from './rows/index-size.js';
import { lab } from './rows/lab.js';
import { live } from './rows/live.js';
import { load } from './rows/load.js';
import { memory } from './rows/memory.js';
import { responsive } from './rows/responsive.js';
import { restart } from './rows/restart.js';
import { wire } from './rows/wire.js';
import { zoom } from './rows/zoom.js';

export const rows: readonly Row[] = [load, memory, indexSize, restart, wire, zoom, responsive, browser, live, images, histograms, lab];
