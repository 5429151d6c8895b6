import { watch } from 'vue'
import type { Router } from 'vue-router'
import { readAddress, writeAddress } from '#client/view/address.ts'
import { LOCALES, type Locale, type Theme, THEMES } from '#client/view/viewState.ts'
import { useView } from '#client/view/viewStore.ts'
import { i18n } from '../locales/i18n.ts'

const CHOICE = 'anjian.choice'
/** From this width on both rails stand open, in CSS pixels. */
const WIDE = 1200

/** Theme and language as chosen last on this machine; storage may be forbidden, or hold anything. */
function storedChoice(): { theme?: Theme; locale?: Locale } {
  try {
    const kept = JSON.parse(localStorage.getItem(CHOICE) ?? '{}') as Record<string, unknown>
    const theme = THEMES.find((name) => name === kept.theme)
    const locale = LOCALES.find((name) => name === kept.locale)
    return { ...(theme ? { theme } : {}), ...(locale ? { locale } : {}) }
  } catch {
    return {}
  }
}

function store(choice: { theme: Theme; locale: Locale }) {
  try {
    localStorage.setItem(CHOICE, JSON.stringify(choice))
  } catch {
    // a choice that cannot be kept still holds for this page
  }
}

/** What a page without an address or a stored choice looks like. */
function firstView() {
  const wide = innerWidth >= WIDE
  return {
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? ('dark' as const) : ('light' as const),
    locale: 'zh' as const,
    open: { left: wide, right: wide, list: true },
  }
}

/** Keeps address, view and document in step: a link opens as a view, and the view is always the link. */
export function keepAddress(router: Router) {
  const view = useView()
  view.apply({ ...firstView(), ...storedChoice(), ...readAddress(location.hash) })
  addEventListener('hashchange', () => view.apply(readAddress(location.hash)))

  const write = () => {
    const hash = writeAddress(view, location.hash)
    if (location.pathname === '/' && hash !== location.hash) history.replaceState(history.state, '', hash)
  }
  watch(() => writeAddress(view), write, { flush: 'post' })
  // the router writes the address it started from, so the view's comes after it
  router.afterEach(write)
  watch(
    () => [view.theme, view.locale] as const,
    ([theme, locale]) => {
      document.documentElement.dataset.theme = theme
      document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
      i18n.global.locale.value = locale
      store({ theme, locale })
    },
    { immediate: true },
  )
}
