import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { FilterField, FilterText } from '#core/contract/filter.ts'
import {
  firstLayers,
  type LayerLooks,
  type Locale,
  type Open,
  type Selection,
  type Theme,
  type ViewState,
} from './viewState.ts'

/** A place that the map is asked to show; `at` tells two requests for the same place apart. */
export interface Target {
  readonly position: readonly [lng: number, lat: number]
  readonly zoom?: number
  /** Degrees from north; without it the map stays turned as it is. */
  readonly bearing?: number
  readonly at: number
}

/** Where the map looks: bbox is [west, south, east, north] degrees. */
export interface Camera {
  readonly bbox: readonly [west: number, south: number, east: number, north: number]
  readonly zoom: number
}

const valuesOf = (text: string | undefined) => (text ? text.split(',') : [])

/** The conditions of the page, each set, toggled or dropped by name; the last one set stands last. */
function conditions() {
  const filter = ref<FilterText>({})

  function set(field: FilterField, text: string | undefined) {
    const { [field]: before, ...others } = filter.value
    if (field === 'bbox' || before === (text || undefined)) return
    filter.value = (text ? { ...others, [field]: text } : others) as FilterText
  }
  const has = (field: FilterField, value: string) => valuesOf(filter.value[field]).includes(value)
  function toggle(field: FilterField, value: string) {
    const values = valuesOf(filter.value[field])
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
    set(field, next.join(','))
  }
  const clear = () => {
    filter.value = {}
  }
  const dropLast = () => {
    const last = Object.keys(filter.value).at(-1)
    if (last) set(last as FilterField, undefined)
    return last !== undefined
  }
  return { filter, set, has, toggle, clear, dropLast }
}

/** Floating things that Esc closes before anything else, latest first. */
function closers() {
  const stack: (() => void)[] = []
  /** Registers what Esc closes next. @returns a function that withdraws it */
  function onBack(close: () => void): () => void {
    stack.push(close)
    return () => {
      const at = stack.indexOf(close)
      if (at >= 0) stack.splice(at, 1)
    }
  }
  /** Closes the latest of them alone. @returns whether there was one */
  function closeTop(): boolean {
    const close = stack.pop()
    close?.()
    return close !== undefined
  }
  return { onBack, closeTop }
}

/** The one state of the workspace. Map, list, panels and address all read and write it, and nothing else. */
export const useView = defineStore('view', () => {
  const { filter, set, has, toggle, clear, dropLast } = conditions()
  const { onBack, closeTop } = closers()
  const selection = ref<Selection>()
  const layers = ref<LayerLooks>(firstLayers())
  const theme = ref<Theme>('light')
  const locale = ref<Locale>('zh')
  const open = ref<Open>({ left: true, right: true, list: true })
  const drawing = ref(false)
  const camera = ref<Camera>()
  /** Enterprise under the pointer or the list's cursor. */
  const hover = ref<number>()
  const target = ref<Target>()
  let requests = 0

  const select = (next: Selection | undefined) => {
    selection.value = next
  }
  /** Asks the map to show a place. */
  const show = (position: readonly [number, number], zoom?: number, bearing?: number) => {
    const turned = bearing === undefined ? {} : { bearing }
    target.value = { position, at: ++requests, ...(zoom === undefined ? {} : { zoom }), ...turned }
  }
  /** One step back: floating thing, then selection, then drawing, then the last condition. @returns whether there was one */
  function back(): boolean {
    if (closeTop()) return true
    if (selection.value) return select(undefined) === undefined
    if (drawing.value) return !(drawing.value = false)
    return dropLast()
  }
  /** Takes over what an address or a stored choice says. */
  function apply(said: Partial<ViewState>) {
    if (said.filter) filter.value = said.filter
    if ('selection' in said) selection.value = said.selection
    if (said.layers) layers.value = said.layers
    if (said.theme) theme.value = said.theme
    if (said.locale) locale.value = said.locale
    if (said.open) open.value = said.open
  }
  return {
    filter, selection, layers, theme, locale, open, drawing, camera, hover, target,
    set, has, toggle, clear, select, show, onBack, closeTop, back, apply,
  } // prettier-ignore
})
