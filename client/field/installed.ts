import { ref } from 'vue'

/** A newer version of the app lies ready and is used from the next start on. */
export const isRenewed = ref(false)

/** Keeps the app on the device; without TLS or on an old browser it works while there is a signal. */
export function keepInstalled(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const had = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => (isRenewed.value = had))
  void navigator.serviceWorker.register('/field-worker.js').then((registration) => {
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && had) isRenewed.value = true
      })
    })
  })
}

/** Whether the app was made to be kept: everything it needs lies on the device. */
export const isKept = (): boolean => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null

/** Asks that the browser does not clear what is kept when space runs short. @returns whether it promises so */
export const askToPersist = async (): Promise<boolean> =>
  'storage' in navigator && 'persist' in navigator.storage ? navigator.storage.persist() : false

/** Bytes that are used and may be used; undefined where the browser does not say. */
export async function storageRoom(): Promise<{ used: number; quota: number } | undefined> {
  if (!('storage' in navigator) || !('estimate' in navigator.storage)) return undefined
  const { usage, quota } = await navigator.storage.estimate()
  return usage === undefined || quota === undefined ? undefined : { used: usage, quota }
}
