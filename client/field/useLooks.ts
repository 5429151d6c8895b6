import { ref, watch } from 'vue'
import { i18n } from '../locales/i18n.ts'

const KEY = 'anjian.field.looks'
export const THEMES = ['light', 'dark'] as const
export const LOCALES = ['zh', 'en'] as const
type Theme = (typeof THEMES)[number]
type Locale = (typeof LOCALES)[number]

/** Light in the sun, dark at night, as the device stands unless chosen; what was chosen last holds on this device. */
function first(): { theme: Theme; locale: Locale } {
  const kept = localStorage.getItem(KEY)?.split(' ') ?? []
  return {
    theme:
      THEMES.find((one) => one === kept[0]) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
    locale: LOCALES.find((one) => one === kept[1]) ?? 'zh',
  }
}
const { theme: firstTheme, locale: firstLocale } = first()
export const theme = ref<Theme>(firstTheme)
export const locale = ref<Locale>(firstLocale)

/** Keeps the page in step with what was chosen. */
export function useLooks(): void {
  watch(
    [theme, locale],
    () => {
      document.documentElement.dataset.theme = theme.value
      document.documentElement.lang = locale.value === 'zh' ? 'zh-CN' : 'en'
      i18n.global.locale.value = locale.value
      localStorage.setItem(KEY, `${theme.value} ${locale.value}`)
    },
    { immediate: true },
  )
}
