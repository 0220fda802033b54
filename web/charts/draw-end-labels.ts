/** Writes last values right of the plot, each with a stroke in its line's colour. */
import { dotOf, type Scene } from './draw.js';
import { endText, labelled, placeLabels, type EndLabel } from './end-labels.js';

export function endLabels(scene: Pick<Scene, 'points' | 'x' | 'y' | 'theme'>): EndLabel[] {
  const wanted: EndLabel[] = [];
  for (const points of labelled(scene.points)) {
    const dot = dotOf(points, scene);
    if (dot !== null) wanted.push({ text: endText(points), color: scene.theme.color(points.line.color), y: dot.y });
  }
  return placeLabels(wanted, { top: scene.y.pixels.to, bottom: scene.y.pixels.from, height: scene.theme.fontSize + 3 });
}

export function drawEndLabels(ctx: CanvasRenderingContext2D, scene: Scene): void {
  ctx.save();
  ctx.font = `${scene.theme.fontSize}px ${scene.theme.fontFamily}`;
  ctx.textBaseline = 'middle';
  for (const { text, color, y } of endLabels(scene)) {
    const left = scene.x.pixels.to + 7;
    ctx.fillStyle = color;
    ctx.fillRect(left, y - 4, 2, 8);
    ctx.fillStyle = scene.theme.text;
    ctx.fillText(text, left + 5, y + 0.5);
  }
  ctx.restore();
}
