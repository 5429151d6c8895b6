import { shallowRef, watch } from 'vue'
import { inspectionRecords } from '#core/contract/inspectionRecords.ts'
import type { Inspection } from '#core/contract/inspections.ts'
import { call } from '#client/api/call.ts'

/** The image of a signature as an address; 'failed' where it did not come. */
export type SignatureImages = ReadonlyMap<string, string>

/** Images of the signatures of an inspection. None of them ever changes: each is fetched once. `settled`: all have come, or failed. */
export function useSignatures(inspection: () => Inspection) {
  const images = shallowRef<SignatureImages>(new Map())
  const under = new Map<string, Promise<void>>()
  const put = (record: string, image: string) => (images.value = new Map(images.value).set(record, image))
  async function fetchImage(record: string) {
    const params = { request: inspection().request, record }
    const told = await call(inspectionRecords.read, { params }).catch(() => undefined)
    if (!told?.image) under.delete(record) // asked for again with the next change, or when it is printed
    put(record, told?.image ? `data:image/png;base64,${told.image}` : 'failed')
  }
  function ask() {
    for (const { kind, request } of inspection().records)
      if (kind === 'signature' && !under.has(request)) under.set(request, fetchImage(request))
  }
  watch(inspection, ask, { immediate: true })
  async function settled() {
    ask()
    await Promise.all(under.values())
  }
  return { images, settled }
}
