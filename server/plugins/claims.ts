/** Every plugin's claim, one line each: what the reader threads know of plugins. */
import { audioClaim } from './audio/claim.js';
import type { Claim } from './claim.js';
import { customScalarsClaim } from './custom-scalars/claim.js';
import { graphsClaim, runMetadataClaim, tracedGraphsClaim } from './graphs/claim.js';
import { histogramsClaim } from './histograms/claim.js';
import { hparamsClaim } from './hparams/claim.js';
import { imagesClaim } from './images/claim.js';
import { meshClaim } from './mesh/claim.js';
import { prCurvesClaim } from './pr-curves/claim.js';
import { scalarsClaim } from './scalars/claim.js';
import { textClaim } from './text/claim.js';

export const claims: readonly Claim[] = [
  scalarsClaim,
  customScalarsClaim,
  imagesClaim,
  audioClaim,
  graphsClaim,
  runMetadataClaim,
  tracedGraphsClaim,
  histogramsClaim,
  textClaim,
  prCurvesClaim,
  hparamsClaim,
  meshClaim,
];
