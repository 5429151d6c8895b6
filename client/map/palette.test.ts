import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { palette, type ThemeName } from './palette.ts'

const css = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8')

/** Custom properties of one theme's block in tokens.css, colours in capitals. */
function tokensOf(theme: ThemeName): Map<string, string> {
  const block = new RegExp(`\\[data-theme=["']${theme}["']\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+)/g)].map(([, name, value]) => [name!, value!.toUpperCase()]))
}

test.each(['light', 'dark', 'wall'] as const)('the colours of theme %s are those of tokens.css', (theme) => {
  const tokens = tokensOf(theme)
  expect(tokens.size).toBeGreaterThan(50)
  const read = Object.fromEntries(Object.keys(palette(theme)).map((name) => [name, tokens.get(name)]))
  expect(palette(theme)).toEqual(read)
})
