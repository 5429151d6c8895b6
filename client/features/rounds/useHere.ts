import { ref, shallowRef } from 'vue'

/** Where the device was when it was asked. */
export interface Here {
  readonly position: readonly [lng: number, lat: number]
  /** Radius around it, whole metres. */
  readonly accuracyM: number
  /** When, by the device's clock, epoch milliseconds. */
  readonly at: number
}
const MOST_WAIT_MS = 20_000

/** The place of the device, asked for by a press and never otherwise. Where it may not be told or is not known there is none, and that is said. */
export function useHere() {
  const here = shallowRef<Here>()
  const state = ref<'quiet' | 'asking' | 'refused' | 'unknown' | 'far'>('quiet')
  function fail(as: 'refused' | 'unknown' | 'far') {
    here.value = undefined
    state.value = as
  }
  function ask() {
    if (!('geolocation' in navigator)) return fail('unknown')
    state.value = 'asking'
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy }, timestamp }) => {
        if (state.value !== 'asking') return
        here.value = { position: [longitude, latitude], accuracyM: Math.round(accuracy), at: Math.min(timestamp, Date.now()) } // prettier-ignore
        state.value = 'quiet'
      },
      ({ code, PERMISSION_DENIED }) => fail(code === PERMISSION_DENIED ? 'refused' : 'unknown'),
      { enableHighAccuracy: true, maximumAge: 0, timeout: MOST_WAIT_MS },
    )
  }
  function leave() {
    here.value = undefined
    state.value = 'quiet'
  }
  return { here, state, ask, leave, fail }
}
export type HereAsked = ReturnType<typeof useHere>
