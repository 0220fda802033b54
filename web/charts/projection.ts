/** Values ↔ pixels, on a linear or a logarithmic scale. */

export type ScaleKind = 'linear' | 'log';

/** Both ends of what an axis shows, `min` < `max`; both positive on a log scale. */
export interface Domain {
  readonly min: number;
  readonly max: number;
}

/** Into the space in which an axis is even. */
export const forward = (kind: ScaleKind, value: number): number => (kind === 'log' ? Math.log10(value) : value);
export const backward = (kind: ScaleKind, even: number): number => (kind === 'log' ? 10 ** even : even);

/** pixel = a + b × forward(value). `from` is the pixel of `min`, `to` the pixel of `max`. */
export class Projection {
  readonly a: number;
  readonly b: number;

  constructor(
    readonly kind: ScaleKind,
    readonly domain: Domain,
    readonly pixels: { readonly from: number; readonly to: number },
  ) {
    const start = forward(kind, domain.min);
    const span = forward(kind, domain.max) - start;
    this.b = span === 0 ? 0 : (pixels.to - pixels.from) / span;
    this.a = pixels.from - this.b * start;
  }

  /** NaN or infinite for values the scale cannot show. */
  pixel(value: number): number {
    return this.a + this.b * forward(this.kind, value);
  }

  value(pixel: number): number {
    return this.b === 0 ? this.domain.min : backward(this.kind, (pixel - this.a) / this.b);
  }
}
