import { watch } from 'vue'
import type { Router } from 'vue-router'
import { saysCamera } from '#client/map/camera.ts'
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

/**
 * Keeps address, view and document in step: a link opens as a view, and the view is always the link. What is asked for and
 * what is open are steps that the browser's Back undoes; camera and looks are not.
 */
export function keepAddress(router: Router) {
  const view = useView()
  const stepNow = () => JSON.stringify([view.filter, view.selection])
  let written = location.hash
  let step = ''

  function read() {
    view.apply(readAddress(location.hash))
    written = location.hash
    step = stepNow()
  }
  function write() {
    const hash = writeAddress(view, saysCamera(location.hash) ? location.hash : written)
    if (location.pathname !== '/' || hash === location.hash) return
    const isStep = step !== stepNow()
    history[isStep ? 'pushState' : 'replaceState'](history.state, '', hash)
    step = stepNow()
    written = hash
  }
  view.apply({ ...firstView(), ...storedChoice(), ...readAddress(location.hash) })
  step = stepNow()
  watch(() => writeAddress(view), write, { flush: 'post' })
  router.afterEach(() => {
    // somebody's link or a step back is read; one who comes back from another page finds the view as it was left
    if (location.pathname === '/' && location.hash !== '' && location.hash !== written) read()
    write()
  })
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
