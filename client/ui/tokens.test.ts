import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const GROUNDS = ['bg', 'panel', 'raised', 'sunken'] as const

/** Colours of one theme, by name, as they stand in tokens.css. */
function coloursOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]))
}

/** Relative luminance, 0–1. WCAG 2.2, definition of relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** Contrast of two colours, 1–21. WCAG 2.2, definition of contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

test.each(['light', 'dark', 'wall'])('%s: every text can be read on every ground (WCAG 2.2, 1.4.3: 4.5)', (theme) => {
  const colours = coloursOf(theme)
  const texts = [...colours.keys()].filter((name) => /^text-\d$|-text$/.test(name))
  expect(texts.length).toBeGreaterThan(5)
  const weak = texts.flatMap((text) =>
    GROUNDS.map((ground) => [text, ground, contrast(colours.get(text)!, colours.get(ground)!)] as const),
  )
  expect(weak.filter(([, , ratio]) => !(ratio >= 4.5))).toEqual([])
})
