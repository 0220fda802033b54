/** Where a floating box goes: under its anchor, above when there is more room there, and always inside the window. */
export function place(anchor: DOMRect, box: { width: number; height: number }, { width, height, alignEnd = false, gap = 4 }: {
  /** Size of the window. */
  width: number;
  height: number;
  /** Right edges meet instead of left ones. */
  alignEnd?: boolean;
  gap?: number;
}): { left: number; top: number; maxHeight: number } {
  const margin = 8;
  const roomBelow = height - anchor.bottom - gap - margin;
  const roomAbove = anchor.top - gap - margin;
  const below = box.height <= roomBelow || roomBelow >= roomAbove;
  const maxHeight = Math.max(80, below ? roomBelow : roomAbove);
  const used = Math.min(box.height, maxHeight);
  const wanted = alignEnd ? anchor.right - box.width : anchor.left;
  return {
    left: Math.max(margin, Math.min(wanted, width - box.width - margin)),
    top: below ? anchor.bottom + gap : anchor.top - gap - used,
    maxHeight,
  };
}
