import type { Palette, Token } from './palette.ts'

/** One stroke or filled path of a symbol, in units of its box; the origin is its centre, y grows downward. */
export interface Shape {
  readonly path: string
  readonly fill?: Token
  readonly stroke?: Token
  /** Units. */
  readonly width?: number
  readonly opacity?: number
  readonly cap?: CanvasLineCap
}

/** A symbol of the visual language as paths; colours are named, so one table serves every theme. */
export interface Figure {
  /** Units across the square that holds it. */
  readonly box: number
  /** CSS pixels per unit. */
  readonly scale: number
  readonly shapes: readonly Shape[]
}

type Level = 1 | 2 | 3 | 4
const LEVELS = [1, 2, 3, 4] as const

const RISK_PATHS: Record<Level, string> = {
  1: 'M0 -6.6L6.6 0L0 6.6L-6.6 0Z',
  2: 'M0 -6.468L6.468 4.8839999999999995L-6.468 4.8839999999999995Z',
  3: 'M-5.016 -5.016H5.016V5.016H-5.016Z',
  4: 'M0 -5.148A5.148 5.148 0 1 1 -.01 -5.148Z',
}
/** ◆ ▲ ■ ●: 15, 12, 8.5 and 6 CSS pixels across, edge included; units across, edge included, beside them. */
const RISK_SCALES: Record<Level, number> = { 1: 15 / 14.5, 2: 12 / 14.2, 3: 8.5 / 11.3, 4: 6 / 11.6 }

const riskShapes = (level: Level): Shape[] => [
  { path: RISK_PATHS[level], fill: `risk-${level}`, stroke: `risk-${level}-edge`, width: 1.3 },
]

/** 未评级: a grey hatched ring, 7 CSS pixels across; never blue. */
const NOT_RATED: Figure = {
  box: 16,
  scale: 7 / 11.6,
  shapes: [
    { path: RISK_PATHS[4], fill: 'panel', stroke: 'text-3', width: 1.6 },
    {
      path: 'M-2.97 2.97L2.97 -2.97M-.74 4.14L4.14 -.74M-4.14 .74L.74 -4.14',
      stroke: 'text-3',
      width: 1.2,
    },
  ],
}

const OUTER_HEXAGON = 'M14.5 0L7.3 12.6L-7.2 12.6L-14.5 0L-7.3 -12.6L7.2 -12.6Z'
const HEXAGON = 'M12.6 0L6.3 10.9L-6.3 10.9L-12.6 0L-6.3 -10.9L6.3 -10.9Z'
const INNER_HEXAGON = 'M10 0L5 8.7L-5 8.7L-10 0L-5 -8.7L5 -8.7Z'
/** 一 二 三 四 as strokes. */
const NUMERALS: Record<Level, string> = {
  1: 'M-4.4 0H4.4',
  2: 'M-3.1 -2.6H3.1M-4.6 2.6H4.6',
  3: 'M-3.4 -3.6H3.4M-2.7 0H2.7M-4.6 3.6H4.6',
  4: 'M-4.4 -3.6H4.4V3.8H-4.4ZM-1.5 -3.4V-.6Q-1.6 1 -3 1.4M1.5 -3.4V.8H4.2',
}

const hazardSource = (level: Level): Figure => ({
  box: 30,
  scale: 1,
  shapes: [
    { path: OUTER_HEXAGON, fill: 'map-halo' },
    { path: HEXAGON, fill: `risk-${level}`, stroke: `risk-${level}-edge`, width: 1.4 },
    { path: INNER_HEXAGON, stroke: `risk-${level}-on`, opacity: 0.45, width: 0.9 },
    { path: NUMERALS[level], stroke: `risk-${level}-on`, width: 1.9, cap: 'square' },
  ],
})

const SILENT_DIAMOND = 'M-10 -14.500L-5.500 -10L-10 -5.500L-14.500 -10Z'
/** The diagonal of a tile from its lower left to its upper right, beyond both ends. */
const RISING = 'M-16.5 16.5L16.5 -16.5'
const BLIND_RING = 'M0 -10A10 10 0 1 1 -.01 -10Z'
const BLIND_DIAMOND = 'M0 -7L7 0L0 7L-7 0Z'
/** Discs about the middle: of an alarm, of its ring, and of the ground beneath both. */
const ALARM_DISC = 'M0 -13A13 13 0 1 1 -.01 -13Z'
const ALARM_RING = 'M0 -18.500A18.500 18.500 0 1 1 -.01 -18.500Z'
const ALARM_GROUND = 'M0 -21A21 21 0 1 1 -.01 -21Z'
const SELECTION_HEXAGON = 'M21 0L10.5 18.2L-10.5 18.2L-21 0L-10.5 -18.2L10.5 -18.2Z'
const SELECTION_CIRCLE = 'M0 -12.5A12.5 12.5 0 1 1 -.01 -12.5Z'
const ring = (path: string, box: number): Figure => ({
  box,
  scale: 1,
  shapes: [
    { path, stroke: 'map-halo', width: 6 },
    { path, stroke: 'map-ink', width: 2.6 },
  ],
})

/** Every symbol the map draws, by the name its style uses. */
export const FIGURES: Readonly<Record<string, Figure>> = {
  'risk-0': NOT_RATED,
  ...Object.fromEntries(
    LEVELS.flatMap((level) => [
      [`risk-${level}`, { box: 16, scale: RISK_SCALES[level], shapes: riskShapes(level) }],
      [`hazard-source-${level}`, hazardSource(level)],
      // the enterprise's own risk at the corner of a hexagon: one size, on a halo
      [`badge-${level}`, { box: 20, scale: 0.75, shapes: badgeShapes(level) }],
    ]),
  ),
  overdue: {
    box: 16,
    scale: 12 / 13.5,
    shapes: [
      { path: 'M0 -6A6 6 0 1 1 -.01 -6Z', fill: 'late-weak', stroke: 'late', width: 1.5 },
      { path: 'M0 -3.500V0L2.400 1.600', stroke: 'late', width: 1.5 },
    ],
  },
  // over the hexagon of a source that says nothing: hollow and hatched, for nothing old looks fresh
  'source-silent': {
    box: 30,
    scale: 1,
    shapes: [
      { path: HEXAGON, fill: 'map-halo', opacity: 0.62 },
      {
        path: 'M-9.5 5L1 -10.500M-6.5 9.500L7.500 -10.500M-1 10.500L10.500 -5.500M5.500 10L11.500 1',
        stroke: 'late',
        width: 1.6,
      },
      { path: HEXAGON, stroke: 'late', width: 2.4 },
    ],
  },
  // at the corner of one of whose sensors some say nothing
  'source-partly': {
    box: 30,
    scale: 1,
    shapes: [
      { path: SILENT_DIAMOND, stroke: 'map-halo', width: 3 },
      { path: SILENT_DIAMOND, fill: 'late-weak', stroke: 'late', width: 1.6 },
    ],
  },
  // tiles of the hatch of blind spots, 3 px on every 8, and of the cross-hatch of overlaps, 1.4 on every 7: lines at 45°, so √2 as far apart along a side
  'blind-hatch': {
    box: 11,
    scale: 1,
    shapes: [
      { path: 'M-6 -6H6V6H-6Z', fill: 'late-weak', opacity: 0.5 },
      { path: `${RISING}M-16.5 5.5L5.5 -16.5M-5.5 16.5L16.5 -5.5`, stroke: 'late', width: 2.9 },
    ],
  },
  'blind-overlap': {
    box: 10,
    scale: 1,
    shapes: [
      { path: 'M-5 5L5 -5M-10 0L0 -10M0 10L10 0M-5 -5L5 5M0 -10L10 0M-10 0L0 10', stroke: 'text-2', width: 1.4 },
    ],
  },
  // where a blind spot is that may be too narrow to be seen, and where one is that has no shape
  'blind-ring': {
    box: 30,
    scale: 1,
    shapes: [
      { path: BLIND_RING, stroke: 'map-halo', width: 5 },
      { path: BLIND_RING, stroke: 'late', width: 2.2 },
    ],
  },
  'blind-point': {
    box: 22,
    scale: 1,
    shapes: [
      { path: BLIND_DIAMOND, stroke: 'map-halo', width: 4 },
      { path: BLIND_DIAMOND, fill: 'late-weak', stroke: 'late', width: 1.8 },
      { path: 'M-3 3L3 -3', stroke: 'late', width: 1.8 },
    ],
  },
  hazard: flag('M-4.6 -8L7 -4.200L-4.600 -.4Z', 'map-ink'),
  'hazard-major': flag('M-4.6 -8H8.4L5 -4.200L8.400 -.4H-4.600Z', 'risk-1'),
  // where an alarm is whose source has no symbol: ringed as what is selected, on ground of its own, for what lies beneath must not show through
  'alarm-place': {
    box: 44,
    scale: 1,
    shapes: [
      { path: ALARM_GROUND, fill: 'map-halo' },
      { path: ALARM_RING, stroke: 'map-ink', width: 2.6 },
      { path: ALARM_DISC, fill: 'risk-1', stroke: 'risk-1-on', width: 2 },
      { path: 'M0 -7V2M0 5.500V7', stroke: 'risk-1-on', width: 2.6, cap: 'square' },
    ],
  },
  'selection-hexagon': ring(SELECTION_HEXAGON, 48),
  'selection-circle': ring(SELECTION_CIRCLE, 34),
}

/** A flag of open hazards: a pennant, or a red banner where a major one is among them. No risk of an enterprise has its shape. */
function flag(cloth: string, fill: Token): Figure {
  const pole = 'M-4.6 8V-8'
  return {
    box: 24,
    scale: 1,
    shapes: [
      { path: `${pole}${cloth}`, stroke: 'map-halo', width: 4.5 },
      { path: pole, stroke: 'map-ink', width: 1.8 },
      { path: cloth, fill, stroke: fill, width: 1 },
    ],
  }
}

function badgeShapes(level: Level): Shape[] {
  return [{ path: RISK_PATHS[level], stroke: 'map-halo', width: 4 }, ...riskShapes(level)]
}

/** Colours of a shape in a theme, as a canvas takes them. */
export const inkOf = (shape: Shape, colours: Palette) => ({
  fill: shape.fill && colours[shape.fill],
  stroke: shape.stroke && colours[shape.stroke],
})
