import { computed, ref } from 'vue'
import { requestId } from '#client/api/requestId.ts'
import type { Fix } from './bodies.ts'
import { kept } from './drafts.ts'
import { useField } from './fieldStore.ts'
import { keepsOriginals } from './keepsOriginals.ts'
import { make } from './making.ts'
import { originalFault, originalKey, originalName, type Photo, photoOf } from './photo.ts'

/** What could not be done with a file: it is no picture, or its original is not kept and why. */
interface Fault {
  readonly name: string
  readonly why: 'photo' | 'form' | 'size' | 'room'
}

/** Makes photographs of files, and lays their originals aside where that is wanted. */
export function useCamera() {
  const device = useField().device()
  const busy = ref(0)
  const isBusy = computed(() => busy.value > 0)
  const fault = ref<Fault>()

  /** @returns the photograph as it is kept; without its original where that cannot be */
  async function withOriginal(photo: Photo, file: File): Promise<Photo> {
    const why = originalFault(file)
    if (why) {
      fault.value = { name: file.name, why }
      return photo
    }
    const value = new Uint8Array(await file.arrayBuffer())
    const isKept = await kept(() => device.drafts.put({ key: originalKey(photo.id), value, at: Date.now() }))
    if (!isKept) fault.value = { name: file.name, why: 'room' }
    return isKept
      ? { ...photo, original: { id: requestId(), name: originalName(photo.id, file), bytes: file.size } }
      : photo
  }

  /** Takes files one after another. @param taken is told each photograph as soon as it is made */
  async function take(files: readonly File[], fix: Fix | undefined, taken: (photo: Photo) => void) {
    fault.value = undefined
    busy.value += 1
    const one = async (file: File) => {
      try {
        const photo = await photoOf(file, requestId(), fix)
        taken(keepsOriginals.value ? await withOriginal(photo, file) : photo)
      } catch {
        fault.value = { name: file.name, why: 'photo' }
      }
    }
    // all of them are counted at once: nothing is sent between two
    await Promise.all(files.map((file) => make(() => one(file))))
    busy.value -= 1
  }
  return { isBusy, fault, take }
}
