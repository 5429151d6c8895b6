import { onScopeDispose, type Ref, shallowRef } from 'vue'
import type { Fix } from './bodies.ts'

/** Where the device is, as long as somebody looks; undefined where it does not know or may not say. */
export function useFix(): { readonly fix: Readonly<Ref<Fix | undefined>>; readonly failed: Readonly<Ref<boolean>> } {
  const fix = shallowRef<Fix>()
  const failed = shallowRef(false)
  if (!('geolocation' in navigator)) {
    failed.value = true
    return { fix, failed }
  }
  const watching = navigator.geolocation.watchPosition(
    ({ coords: { longitude, latitude, accuracy } }) => {
      fix.value = { lng: longitude, lat: latitude, accuracyM: Math.round(accuracy) }
      failed.value = false
    },
    () => (failed.value = true),
    { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 },
  )
  onScopeDispose(() => navigator.geolocation.clearWatch(watching))
  return { fix, failed }
}
