import type { RunInfo } from '../../../server/contract.js';

/** A row of the run selector: a folder, a run, or a run that is also a folder of others. */
export interface TreeRow {
  /** Path of the folder or name of the run. */
  readonly path: string;
  /** What of the path this row shows: folders with a single child are one row with it. */
  readonly label: string;
  /** From 0. */
  readonly depth: number;
  /** The run of exactly this path, null for a mere folder. */
  readonly run: RunInfo | null;
  /** Runs at and below this row: `order.slice(from, to)` of the tree. */
  readonly from: number;
  readonly to: number;
  /** Whether there are rows below. */
  readonly folder: boolean;
  readonly open: boolean;
  /** Place among its siblings, from 1, and how many there are. */
  readonly place: number;
  readonly siblings: number;
}

export interface TreeNode {
  readonly path: string;
  readonly label: string;
  readonly run: RunInfo | null;
  readonly from: number;
  readonly to: number;
  readonly children: readonly TreeNode[];
}

/** A tree over runs. `order` lists the runs as the fully opened tree does, so that every row is a range of it. */
export interface RunTree {
  readonly roots: readonly TreeNode[];
  readonly order: readonly RunInfo[];
}

interface Draft {
  path: string;
  label: string;
  run: RunInfo | null;
  readonly children: Map<string, Draft>;
}

/** Builds the tree of run names by `/`. Siblings keep the order in which `runs` first names them, so sort before. */
export function buildTree(runs: readonly RunInfo[]): RunTree {
  const root = draft('', '');
  for (const run of runs) {
    let at = root;
    let path = '';
    for (const part of run.name.split('/')) {
      path = path === '' ? part : `${path}/${part}`;
      let next = at.children.get(part);
      if (!next) at.children.set(part, (next = draft(path, part)));
      at = next;
    }
    at.run = run;
  }
  const order: RunInfo[] = [];
  return { roots: [...root.children.values()].map((child) => finish(child, order)), order };
}

/** Every run a root of its own. */
export const flatTree = (runs: readonly RunInfo[]): RunTree => ({
  order: runs,
  roots: runs.map((run, i) => ({ path: run.name, label: run.name, run, from: i, to: i + 1, children: [] })),
});

const draft = (path: string, label: string): Draft => ({ path, label, run: null, children: new Map() });

function finish(node: Draft, order: RunInfo[]): TreeNode {
  let { label } = node;
  let inner = node;
  // A folder that is no run and holds one thing only says nothing by itself.
  for (let only = soleChild(inner); only; only = soleChild(inner)) {
    label = `${label}/${only.label}`;
    inner = only;
  }
  const from = order.length;
  if (inner.run) order.push(inner.run);
  const children = [...inner.children.values()].map((child) => finish(child, order));
  return { path: inner.path, label, run: inner.run, from, to: order.length, children };
}

function soleChild(node: Draft): Draft | undefined {
  return node.run === null && node.children.size === 1 ? node.children.values().next().value : undefined;
}

/** The rows in sight order, leaving out what lies in closed folders. */
export function treeRows(tree: RunTree, isOpen: (path: string) => boolean): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (nodes: readonly TreeNode[], depth: number): void => {
    nodes.forEach((node, i) => {
      const folder = node.children.length > 0;
      const open = folder && isOpen(node.path);
      const { path, label, run, from, to } = node;
      rows.push({ path, label, depth, run, from, to, folder, open, place: i + 1, siblings: nodes.length });
      if (open) walk(node.children, depth + 1);
    });
  };
  walk(tree.roots, 0);
  return rows;
}

/** How many of the first n runs of `order` are checked, for n from 0: the checked runs of a row are `sums[to] - sums[from]`. */
export function checkedSums(order: readonly RunInfo[], checked: ReadonlySet<string>): Uint32Array {
  const sums = new Uint32Array(order.length + 1);
  order.forEach((run, i) => {
    sums[i + 1] = (sums[i] ?? 0) + (checked.has(run.name) ? 1 : 0);
  });
  return sums;
}
