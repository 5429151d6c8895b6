import { computed, ref, shallowRef } from 'vue'
import { enterprises } from '#core/contract/enterprises.ts'
import { call } from '#client/api/call.ts'
import { fillPack, packUrls } from '#client/map/pack.ts'
import { useField } from './fieldStore.ts'

/** What was packed, and of which state of the ground. */
interface Kept {
  readonly at: number
  readonly tiles: number
  readonly bytes: number
  readonly cards: number
  readonly full: boolean
  readonly scope: string
}
const KEY = 'pack'
const MOST_BYTES = 20 * 2 ** 20
/** Widest first: where not all of it has room, the wide view stays. */
const ZOOMS = [9, 10, 11, 12, 13, 14, 15, 16]
/** Shares of the progress: the ground, then the cards. */
const GROUND = 0.6

/** The offline pack: tiles of the ground around one's own grids, and the cards of their enterprises with the phones. */
export function usePack() {
  const field = useField()
  const kept = shallowRef<Kept>()
  const share = ref<number>()
  const failed = ref(false)
  const scope = () => JSON.stringify([field.head?.bounds ?? null, field.head?.ground ?? ''])
  const isOutdated = computed(() => kept.value !== undefined && kept.value.scope !== scope())
  void field.device().drafts.get(KEY).then((found) => (kept.value = found?.value as Kept | undefined)) // prettier-ignore

  async function cards(): Promise<number> {
    const device = field.device()
    const rows = field.enterprises
    for (const [done, { id }] of rows.entries()) {
      await device.files.put(await call(enterprises.read, { params: { id: String(id) } }))
      share.value = GROUND + ((1 - GROUND) * (done + 1)) / rows.length
    }
    return rows.length
  }
  async function fill() {
    const bounds = field.head?.bounds
    if (!bounds || share.value !== undefined) return
    share.value = 0
    failed.value = false
    try {
      const packed = await fillPack(packUrls(bounds, ZOOMS), MOST_BYTES, (part) => (share.value = part * GROUND))
      const made: Kept = { ...packed, at: Date.now(), cards: await cards(), scope: scope() }
      await field.device().drafts.put({ key: KEY, value: made, at: made.at })
      kept.value = made
    } catch {
      failed.value = true
    } finally {
      share.value = undefined
    }
  }
  return { kept, share, failed, isOutdated, fill }
}
