import { computed } from 'vue'
import { enterprises } from '#core/contract/enterprises.ts'
import { grids } from '#core/contract/grids.ts'
import { hazardSources } from '#core/contract/hazardSources.ts'
import { TILE_LAYERS } from '#core/contract/tiles.ts'
import { useAnswer } from '../api/useAnswer.ts'
import { useLive } from '../api/liveStore.ts'
import { coverageFeatures } from '../features/coverage/coverageLayer.ts'
import { useTerritoryFaults } from '../features/coverage/useCoverage.ts'
import { gridNameFeatures } from '../features/grids/gridsLayer.ts'
import { ringFeatures, silentFeatures } from '../features/hazardSources/hazardSourcesLayer.ts'
import { useSession } from '../features/session/sessionStore.ts'
import { steadyFeatures } from '../map/channels.ts'
import type { Selected } from '../map/overlayLayers.ts'
import { TILE_DATA, tileAddress } from '../map/tileSource.ts'
import { useView } from '../view/viewStore.ts'
import { useSourcesLive } from './useSourcesLive.ts'
import { useDistrict } from './districtStore.ts'

/** What the map shows beside its looks: addresses of tiles, and the few things that come as answers. */
export function useMapData() {
  const view = useView()
  const live = useLive()

  const book = useDistrict()
  const territory = useAnswer(grids.list, () => ({}), { layers: TILE_DATA.grids })
  const sources = useAnswer(hazardSources.list, () => ({ query: view.filter }), {
    layers: TILE_DATA['hazard-sources'],
  })
  const sensing = useSourcesLive()
  const selectedEnterprise = useAnswer(
    enterprises.read,
    () => (view.selection?.kind === 'enterprise' ? { params: { id: String(view.selection.id) } } : undefined),
    { layers: TILE_DATA.enterprises },
  )

  const versions = Object.fromEntries(TILE_LAYERS.map((layer) => [layer, live.versionOf(TILE_DATA[layer])]))
  const addresses = computed(() =>
    Object.fromEntries(
      TILE_LAYERS.map((layer) => [layer, tileAddress(location.origin, layer, view.filter, versions[layer]!.value)]),
    ),
  )

  /** Opens as soon as it is known where; without an answer the map opens all the same. */
  const opening = computed(() => {
    const asked = book.district !== undefined || book.state.is === 'failed'
    return live.settled && asked ? { bounds: book.district?.bounds ?? null } : undefined
  })

  const selected = computed((): Selected | undefined => {
    const { selection } = view
    if (selection?.kind === 'hazard-source') {
      const source = sources.answer.value?.rows.find(({ id }) => id === selection.id)
      if (!source || source.level === null || source.position === null) return undefined
      const { position, name, level } = source
      return { position, name, shape: 'hexagon', symbol: `hazard-source-${level}` }
    }
    const file = selectedEnterprise.answer.value
    if (selection?.kind !== 'enterprise' || !file || file.id !== selection.id || file.position === null)
      return undefined
    return { position: file.position, name: file.name, shape: 'circle', symbol: `risk-${file.risk ?? 0}` }
  })

  const rings = steadyFeatures(() => ringFeatures(sources.answer.value?.rows ?? []))
  const silent = steadyFeatures(() => silentFeatures(sources.answer.value?.rows ?? [], sensing.rows.value))
  const gridNames = steadyFeatures(() =>
    gridNameFeatures(
      territory.answer.value ?? [],
      (sources.answer.value?.rows ?? []).flatMap(({ position }) => (position === null ? [] : [position])),
    ),
  )
  const session = useSession()
  const uncovered = useTerritoryFaults(() => session.supervises)
  const blindSpots = steadyFeatures(() => coverageFeatures(uncovered.value))
  const district = computed(() => book.district)
  return { district, opening, addresses, rings, silent, gridNames, blindSpots, selected, liveOf: sensing.liveOf }
}
