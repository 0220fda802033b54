import { formatInteger } from '../charts/format.js';
import { fileName } from '../cards/save-file.js';
import { extensionOf, type Picture } from './picture.js';

/** "28 × 28 PNG", '' for what is no picture. */
export function sizeWords(picture: Picture | null): string {
  if (picture === null || picture.kind === 'none') return '';
  return `${formatInteger(picture.width)} × ${formatInteger(picture.height)} ${picture.type.replace('image/', '').toUpperCase()}`;
}

/** Name to save a picture under: run, tag, step and sample, the last only where there are several. */
export function pictureName({ run, tag, step, sample, samples, type }: { run: string; tag: string; step: number; sample: number; samples: number; type: string }): string {
  return fileName(run, tag, `step-${step}`, samples > 1 ? `sample-${sample}` : '') + extensionOf(type);
}
