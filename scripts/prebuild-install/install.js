#!/usr/bin/env node
/*
 * Installing better-sqlite3 runs `prebuild-install || node-gyp rebuild --release`. The real prebuild-install fetches a
 * finished binary from GitHub; nothing is fetched from outside the npm registry here, so this one compiles it. It also spares
 * node-gyp the download of Node's header files from nodejs.org, when they lie beside Node itself as they do in Node's own
 * archives and images. Where they do not, or where npm was told of others (`nodedir`), it steps aside: exit 1, and node-gyp does as it always does.
 */
'use strict';
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** Node's own folder, when the headers in it are those of the Node that runs this; else null. */
function folderWithHeaders() {
  const folder = dirname(dirname(process.execPath));
  try {
    const header = readFileSync(join(folder, 'include', 'node', 'node_version.h'), 'utf8');
    const number = (name) => new RegExp(`^#define NODE_${name}_VERSION (\\d+)`, 'm').exec(header)?.[1];
    const version = ['MAJOR', 'MINOR', 'PATCH'].map(number).join('.');
    return version === process.versions.node ? folder : null;
  } catch {
    return null;
  }
}

const folder = folderWithHeaders();
const nodeGyp = process.env.npm_config_node_gyp;
if (folder === null || nodeGyp === undefined || process.env.npm_config_nodedir !== undefined) process.exit(1);
const { status } = spawnSync(process.execPath, [nodeGyp, 'rebuild', '--release', `--nodedir=${folder}`], { stdio: 'inherit' });
process.exit(status ?? 1);
