import { arcsOf, type Shares } from './clusterSymbol.ts'
import type { Palette } from './palette.ts'
import { type Figure, inkOf } from './symbols.ts'

/** The disc of a cluster with its ring: 36 CSS pixels across. */
const DISC = { size: 40, radius: 18, ring: 15.6, edge: 4.8, band: 3.4 }
/** White in every theme: the four colours keep their order of lightness on it. */
const DISC_FILL = '#FFFFFF'

function canvasOf(size: number, ratio: number) {
  const pixels = Math.ceil(size * ratio)
  // every image is read back at once: painted by the graphics card, each would hold up the page until the card is idle
  const context = new OffscreenCanvas(pixels, pixels).getContext('2d', { willReadFrequently: true })!
  context.translate(pixels / 2, pixels / 2)
  context.scale(ratio, ratio)
  return { context, finish: () => context.getImageData(0, 0, pixels, pixels) }
}

/** A symbol as an image of `ratio` device pixels per CSS pixel. */
export function paintFigure({ box, scale, shapes }: Figure, colours: Palette, ratio: number): ImageData {
  const { context, finish } = canvasOf(box * scale, ratio)
  context.scale(scale, scale)
  context.lineJoin = 'round'
  for (const shape of shapes) {
    const path = new Path2D(shape.path)
    const { fill, stroke } = inkOf(shape, colours)
    context.globalAlpha = shape.opacity ?? 1
    context.lineCap = shape.cap ?? 'butt'
    if (fill) {
      context.fillStyle = fill
      context.fill(path)
    }
    if (stroke) {
      context.strokeStyle = stroke
      context.lineWidth = shape.width ?? 1
      context.stroke(path)
    }
  }
  return finish()
}

/** A cluster: white disc, around it the share of the colours in order, each with its edge. */
export function paintCluster(shares: Shares, colours: Palette, ratio: number): ImageData {
  const { context, finish } = canvasOf(DISC.size, ratio)
  context.fillStyle = DISC_FILL
  context.beginPath()
  context.arc(0, 0, DISC.radius, 0, 2 * Math.PI)
  context.fill()
  context.strokeStyle = colours['line-strong']
  context.lineWidth = 1
  context.stroke()
  for (const { risk, from, to } of arcsOf(shares)) {
    const ink = risk === 0 ? { fill: colours.new, edge: colours.new } : inkOfRisk(risk, colours)
    for (const [width, colour] of [
      [DISC.edge, ink.edge],
      [DISC.band, ink.fill],
    ] as const) {
      context.beginPath()
      context.arc(0, 0, DISC.ring, from - Math.PI / 2, to - Math.PI / 2)
      context.lineWidth = width
      context.strokeStyle = colour
      context.stroke()
    }
  }
  return finish()
}

const inkOfRisk = (risk: 1 | 2 | 3 | 4, colours: Palette) => ({
  fill: colours[`risk-${risk}`],
  edge: colours[`risk-${risk}-edge`],
})
