import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import type { Checklist } from '#core/contract/inspections.ts'
import { requestId } from '#client/api/requestId.ts'
import { visitKey, visitPhotosKey } from './begun.ts'
import { dropDraft, keepDraft, readDraft } from './drafts.ts'
import { useField } from './fieldStore.ts'
import { fittingLists, nearestList } from './fitting.ts'
import { dropOriginals } from './photoRecords.ts'
import { emptyVisit, type Visit, type VisitPhotos } from './visit.ts'

/**
 * The visit that is under way at an enterprise: what is begun stays on the device until it ends. It begins with the first thing that is
 * done: a code that is opened at a desk is no visit yet. `scanned`: the checklist that fits nearest is chosen without asking.
 */
export function useVisit(id: number, scanned: boolean) {
  const field = useField()
  /** Of whoever opened the page: the store may hold another's by the time something is typed. */
  const device = field.device()
  const key = visitKey(id)
  const visit = ref<Visit>(emptyVisit(requestId()))
  const all = shallowRef<readonly Checklist[]>([])
  /** Never behind a proxy: the device cannot keep one. Kept apart: what is typed does not write them down anew. */
  const photos = shallowRef<VisitPhotos>({})
  const photosKey = visitPhotosKey(id)
  const isKept = ref(false)
  const isRead = ref(false)
  /** A copy without proxies: the device cannot keep one. */
  const plain = () => JSON.parse(JSON.stringify(visit.value)) as Visit

  const row = computed(() => field.enterprises.find((one) => one.id === id))
  const lists = computed(() => fittingLists(all.value, row.value?.industry ?? null))
  const list = computed(() => lists.value.find((one) => one.id === visit.value.checklist))
  const isBegun = (of: Visit) => of.checkIn !== undefined || Object.values(of.answers).some(Boolean)

  // the book may come only after the page: a code is often the first thing that a new phone opens
  const readLists = async () => (all.value = await device.checklists.toArray())
  watch(() => field.head?.at, readLists)
  onMounted(async () => {
    const [, begun, pictures] = await Promise.all([readLists(), readDraft(device, key), readDraft(device, photosKey)])
    if (pictures) photos.value = pictures as VisitPhotos
    if (begun) visit.value = { ...emptyVisit(''), ...(begun as Visit) }
    isRead.value = true
  })
  watch(
    visit,
    async (now) => {
      if (now.deviceAt === '' && isBegun(now)) return choose(now.checklist)
      isKept.value = await keepDraft(device, key, plain())
    },
    { deep: true },
  )

  function choose(checklist: number | undefined) {
    visit.value = { ...visit.value, checklist, deviceAt: visit.value.deviceAt || new Date().toISOString() }
  }
  watch(
    [isRead, row, all],
    () => {
      if (!scanned || !isRead.value || !row.value || visit.value.checklist !== undefined) return
      const nearest = nearestList(all.value, row.value.industry)
      if (nearest) visit.value = { ...visit.value, checklist: nearest.id }
    },
    { immediate: true },
  )
  /** Another checklist may be chosen; what was answered by this one stays with it. */
  const leaveList = () => (visit.value = { ...visit.value, checklist: undefined })
  watch(photos, async (now) => {
    if (visit.value.deviceAt === '' && Object.values(now).some((some) => some?.length)) choose(visit.value.checklist)
    isKept.value = await keepDraft(device, photosKey, { ...now })
  })
  async function end() {
    await dropOriginals(
      device,
      Object.values(photos.value).flatMap((some) => some ?? []),
    )
    await Promise.all([dropDraft(device, key), dropDraft(device, photosKey)])
  }
  return { device, photos, visit, row, lists, list, isKept, isRead, plain, choose, leaveList, end }
}
