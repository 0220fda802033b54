/** Where a tooltip stands: beside the point it describes, never over it; on a phone below the chart, or above it. */

const GAP = 14;
/** Least distance to the edge of the window. */
const EDGE = 4;
/** Windows narrower than this have no room beside a point. */
const NARROW = 600;

/** Left and top in the window, CSS pixels. `px` and `py` are the point's, relative to the chart's `box`. */
export function placeTooltip(
  box: Pick<DOMRect, 'left' | 'top' | 'bottom'>,
  point: { readonly px: number; readonly py: number },
  options: { readonly size: { readonly width: number; readonly height: number }; readonly window: { readonly innerWidth: number; readonly innerHeight: number } },
): { readonly left: number; readonly top: number } {
  const { size: { width, height }, window: { innerWidth, innerHeight } } = options;
  if (innerWidth < NARROW) {
    const below = box.bottom + EDGE;
    return { left: Math.max(EDGE, (innerWidth - width) / 2), top: below + height < innerHeight ? below : Math.max(EDGE, box.top - height - EDGE) };
  }
  const right = box.left + point.px + GAP;
  const left = right + width < innerWidth - EDGE ? right : Math.max(EDGE, box.left + point.px - GAP - width);
  return { left, top: Math.max(EDGE, Math.min(innerHeight - height - EDGE, box.top + point.py - height / 3)) };
}
