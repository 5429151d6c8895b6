import { nextTick, type Ref, ref, watch } from 'vue'

const NAMES = [
  'font', 'panel', 'sunken', 'raised', 'line', 'line-strong', 'text-1', 'text-2', 'text-3', 'accent', 'new', 'done', 'late', 'late-weak',
  'risk-1', 'risk-2', 'risk-3', 'risk-4', 'risk-1-edge', 'risk-2-edge', 'risk-3-edge', 'risk-4-edge',
] as const // prettier-ignore
type TokenName = (typeof NAMES)[number]

/** Colours and font of the theme, for canvases that cannot read CSS. */
export type ChartTokens = Readonly<Record<TokenName, string>>

/** Reads the tokens as the page has them now. */
export function readTokens(): ChartTokens {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as ChartTokens
}

/** The tokens, read anew after each change of theme. */
export function useTokens(theme: () => string): Ref<ChartTokens> {
  const tokens = ref(readTokens())
  watch(theme, async () => {
    await nextTick()
    tokens.value = readTokens()
  })
  return tokens
}
