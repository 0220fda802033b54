/** How two pictures differ, over the part they have in common (from the top left corner). */
export interface Difference {
  readonly width: number;
  readonly height: number;
  /** RGBA; each colour is |a − b|, opaque. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Of all colours of all pixels, 0–255; 0 for nothing in common. */
  readonly most: number;
  readonly mean: number;
  /** Pixels with any difference. */
  readonly differing: number;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row. */
  readonly data: Uint8ClampedArray;
}

/** The absolute difference. A difference in opacity alone shows in every colour: it would not be seen otherwise. */
export function absoluteDifference(a: Pixels, b: Pixels): Difference {
  const width = Math.min(a.width, b.width);
  const height = Math.min(a.height, b.height);
  const pixels = new Uint8ClampedArray(width * height * 4);
  let [most, sum, differing] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    let [from, other, to] = [y * a.width * 4, y * b.width * 4, y * width * 4];
    for (let x = 0; x < width; x++, from += 4, other += 4, to += 4) {
      const alpha = Math.abs((a.data[from + 3] ?? 0) - (b.data[other + 3] ?? 0));
      let any = 0;
      for (let c = 0; c < 3; c++) {
        const difference = Math.max(Math.abs((a.data[from + c] ?? 0) - (b.data[other + c] ?? 0)), alpha);
        pixels[to + c] = difference;
        sum += difference;
        any = Math.max(any, difference);
      }
      pixels[to + 3] = 255;
      most = Math.max(most, any);
      if (any > 0) differing++;
    }
  }
  const count = width * height * 3;
  return { width, height, pixels, most, mean: count === 0 ? 0 : sum / count, differing };
}
