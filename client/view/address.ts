import { ADDRESS_VERSION, conditionsOf, isCondition, partsOf } from '#core/contract/conditions.ts'
import {
  firstLayers,
  LAYER_KEYS,
  type LayerKey,
  type LayerLooks,
  LOCALES,
  type Open,
  type Selection,
  SIDES,
  THEMES,
  type ViewState,
} from './viewState.ts'

/** The key of MapLibre's own hash; it is carried through untouched. */
const CAMERA = 'map'
const NONE = '-'

/** Commas, semicolons, slashes and colons need no escape in a fragment, and a link that can be read is worth having. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/%(2C|3B|3A|2F)/g, (code) => decodeURIComponent(code))

function selectionOf(text: string | undefined): Selection | undefined {
  const [, kind, id, enterprise] = /^([esp])([1-9]\d{0,14})(?:\.([1-9]\d{0,14}))?$/.exec(text ?? '') ?? []
  if (!kind) return undefined
  if (kind === 'e') return { kind: 'enterprise', id: Number(id) }
  if (kind === 'p') return { kind: 'place', id: Number(id) }
  return { kind: 'hazard-source', id: Number(id), ...(enterprise ? { enterprise: Number(enterprise) } : {}) }
}

const LETTERS = { enterprise: 'e', 'hazard-source': 's', place: 'p' } as const
const selectionText = ({ kind, id, enterprise }: Selection) =>
  `${LETTERS[kind]}${id}${kind === 'hazard-source' && enterprise ? `.${enterprise}` : ''}`

/** `enterprises,rings:40,population:80:off`: what is on, and how faint where it is not full. */
const layersText = (layers: LayerLooks) =>
  LAYER_KEYS.flatMap((key) => {
    const { on, opacity } = layers[key]
    const percent = Math.round(opacity * 100)
    if (!on && percent === 100) return []
    return [[key, ...(percent === 100 ? [] : [percent]), ...(on ? [] : ['off'])].join(':')]
  }).join(',') || NONE

function layersOf(text: string | undefined): LayerLooks {
  const layers = firstLayers()
  if (text !== NONE && !text?.split(',').some((item) => Object.hasOwn(layers, item.split(':')[0]!))) return layers
  for (const key of LAYER_KEYS) layers[key].on = false
  for (const item of text.split(',')) {
    const [key, ...marks] = item.split(':')
    if (!Object.hasOwn(layers, key!)) continue
    const look = layers[key as LayerKey]
    const percent = Number(marks.find((mark) => /^\d{1,3}$/.test(mark)) ?? 100)
    look.on = !marks.includes('off')
    look.opacity = Math.min(100, Math.max(10, percent)) / 100
  }
  return layers
}

const openText = (open: Open) => SIDES.filter((side) => open[side]).join(',') || NONE

function openOf(text: string | undefined): Open | undefined {
  const named = text?.split(',') ?? []
  if (text !== NONE && !SIDES.some((side) => named.includes(side))) return undefined
  return { left: named.includes('left'), right: named.includes('right'), list: named.includes('list') }
}

const oneOf = <const Value extends string>(values: readonly Value[], text: string | undefined) =>
  values.find((value) => value === text)

/** What a hash says of the view; what it does not say is undefined and left to the page. */
export function readAddress(hash: string): Partial<ViewState> & Pick<ViewState, 'filter' | 'layers' | 'selection'> {
  const parts = partsOf(hash)
  if (parts.get('v') !== ADDRESS_VERSION) return { filter: {}, selection: undefined, layers: firstLayers() }
  const theme = oneOf(THEMES, parts.get('theme'))
  const locale = oneOf(LOCALES, parts.get('lang'))
  const open = openOf(parts.get('open'))
  return {
    filter: conditionsOf(parts),
    selection: selectionOf(parts.get('sel')),
    layers: layersOf(parts.get('layers')),
    ...(theme ? { theme } : {}),
    ...(locale ? { locale } : {}),
    ...(open ? { open } : {}),
  }
}

/** The hash of a view, `#map=…&v=1&…`; the camera is taken over from the hash before. */
export function writeAddress(view: ViewState, before = ''): string {
  const camera = before
    .replace(/^#/, '')
    .split('&')
    .find((part) => part.startsWith(`${CAMERA}=`))
  const conditions = Object.entries(view.filter).filter(([key, value]) => isCondition(key) && value !== undefined)
  const layers = layersText(view.layers)
  const parts = [
    ['v', ADDRESS_VERSION],
    ...conditions,
    ...(view.selection ? [['sel', selectionText(view.selection)]] : []),
    ...(layers === layersText(firstLayers()) ? [] : [['layers', layers]]),
    ['theme', view.theme],
    ['lang', view.locale],
    ['open', openText(view.open)],
  ]
  const said = parts.map(([key, value]) => `${key}=${encode(value!)}`)
  return `#${[...(camera ? [camera] : []), ...said].join('&')}`
}
