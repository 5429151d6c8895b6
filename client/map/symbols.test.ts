import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { palette } from './palette.ts'
import { FIGURES, inkOf } from './symbols.ts'

const FOLDER = new URL('../ui/symbols/', import.meta.url)
const drawn = readdirSync(FOLDER).filter((file) => /^(risk-|hazard-source-|overdue|selection)/.test(file))
const light = palette('light')

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
const colour = (value: string | undefined) =>
  value === undefined || value === 'none' ? undefined : value.toUpperCase()

/** Paths of a symbol's drawing, with the colours it has in the light theme. */
const pathsOf = (file: string) =>
  [...readFileSync(new URL(file, FOLDER), 'utf8').matchAll(/<path[^>]*>/g)].map(([tag]) => ({
    path: attribute(tag, 'd'),
    fill: colour(attribute(tag, 'fill')),
    stroke: colour(attribute(tag, 'stroke')),
    width: Number(attribute(tag, 'stroke-width') ?? 0),
  }))

describe('FIGURES', () => {
  test.each(drawn.filter((file) => file !== 'overdue.svg'))('draws %s as the visual language does', (file) => {
    const name = file === 'selection.svg' ? 'selection-hexagon' : file.replace('.svg', '')
    const shapes = FIGURES[name]!.shapes.map((shape) => ({
      path: shape.path,
      ...{ fill: undefined, stroke: undefined },
      ...inkOf(shape, light),
      width: shape.width ?? 0,
    }))
    expect(shapes).toEqual(pathsOf(file))
  })

  test('has the drawings it is held against', () => {
    expect(drawn).toHaveLength(10)
  })

  test('the clock of the overdue badge has its hands', () => {
    expect(FIGURES.overdue!.shapes.map(({ path }) => path)).toContain(pathsOf('overdue.svg')[0]!.path)
  })

  test('the place of an alarm has the sign of the visual language', () => {
    expect(FIGURES['alarm-place']!.shapes.map(({ path }) => path)).toContain(pathsOf('alarm.svg')[0]!.path)
  })

  test('every symbol that a component names is there', () => {
    const client = new URL('../', import.meta.url)
    const named = readdirSync(client, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.vue'))
      .flatMap((file) => [
        ...readFileSync(new URL(file, client), 'utf8').matchAll(/<SymbolFigure[^>]*? name="([^"]+)"/g),
      ])
      .map(([, name]) => name!)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => !(name in FIGURES))).toEqual([])
  })

  test('size falls with risk: 15, 12, 8.5, 6 pixels across', () => {
    const across = [14.5, 14.2, 11.3, 11.6]
    const sizes = across.map((units, index) => units * FIGURES[`risk-${index + 1}`]!.scale)
    expect(sizes.map((size) => Math.round(size * 10) / 10)).toEqual([15, 12, 8.5, 6])
  })

  test('an enterprise that is not rated has no colour of risk', () => {
    const tokens = FIGURES['risk-0']!.shapes.flatMap(({ fill, stroke }) => [fill, stroke])
    expect(tokens.filter((token) => token?.startsWith('risk'))).toEqual([])
  })
})
