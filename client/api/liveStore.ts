import { defineStore } from 'pinia'
import { computed, type ComputedRef, onScopeDispose, ref, shallowRef } from 'vue'
import { type Layer, LIVE_EVENTS, STALE_SECONDS, type Turned, type Versions } from '#core/contract/live.ts'

export type LiveState = 'connecting' | 'live' | 'slow' | 'stale' | 'down'

const STREAM = '/api/live'
/** Longest wait before a broken stream is opened anew, seconds. */
const LONGEST_WAIT = 15
/** Tabs of one browser share its cookies: whoever one of them becomes, all of them are. */
const IDENTITIES = 'anjian.identity'
/** How long first requests wait for the first versions, so that they need not be asked again, milliseconds. */
const FIRST_BEAT_MS = 500

const Release = LIVE_EVENTS.beat.pick({ release: true })

const seconds = () => Math.floor(performance.now() / 1000)

interface Listeners {
  beat(data: string): void
  change(data: string): void
  down(): void
  /** The stream broke; it is opened anew. */
  broken(): void
  failed(): void
}

function openStream(listeners: Listeners): EventSource {
  const stream = new EventSource(STREAM)
  stream.addEventListener('beat', (event) => listeners.beat((event as MessageEvent<string>).data))
  stream.addEventListener('change', (event) => listeners.change((event as MessageEvent<string>).data))
  stream.addEventListener('down', () => listeners.down())
  stream.onerror = () => listeners.failed()
  return stream
}

/** Keeps one stream open whatever happens to it: reopens it after an error, and where it has gone silent. */
function persistentStream(listeners: Omit<Listeners, 'failed'>) {
  let stream: EventSource | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  function open() {
    close()
    stream = openStream({ ...listeners, failed })
  }
  function close() {
    clearTimeout(waiting)
    stream?.close()
    stream = undefined
  }
  function failed() {
    close()
    listeners.broken()
    waiting = setTimeout(open, Math.min(LONGEST_WAIT, 2 ** failures++) * 1000)
  }
  const healthy = () => {
    failures = 0
  }
  return { open, close, healthy, isWaiting: () => stream === undefined }
}

/** What the server last confirmed, and how long ago by this machine's own clock: a dead stream still ages. */
export const useLive = defineStore('live', () => {
  const versions = shallowRef<Partial<Versions>>({})
  const turned = shallowRef<Partial<Turned>>({})
  const confirmedAt = ref<number>()
  const openedAt = ref(seconds())
  const now = ref(seconds())
  const isDown = ref(false)
  const isBroken = ref(false)
  /** How often the stream broke: the server also ends it where one is somebody else by now. */
  const breaks = ref(0)
  const identity = ref(0)
  const settled = ref(false)
  /** Which release of the client the server has; null where it has none, and while nothing is heard of it. */
  const release = ref<string | null>(null)
  /** Server's clock minus this machine's, milliseconds. */
  const clockOffset = ref(0)

  const age = computed(() => Math.max(0, now.value - (confirmedAt.value ?? openedAt.value)))
  const state = computed<LiveState>(() => {
    if (age.value > STALE_SECONDS) return 'stale'
    if (isDown.value) return 'down'
    if (confirmedAt.value === undefined) return 'connecting'
    // a stream that broke is not live, however short ago it spoke
    return isBroken.value || age.value >= STALE_SECONDS / 2 ? 'slow' : 'live'
  })

  /** Nothing on the screen can be told to be of now. */
  const isStopped = computed(() => state.value === 'stale' || state.value === 'down')
  /** The server is there and says that its database is not, however long that lasts. */
  const isBookAway = computed(() => isDown.value && !isBroken.value)

  function confirm(next: Partial<Versions>) {
    versions.value = next
    confirmedAt.value = now.value = lastHeard = seconds()
    settled.value = true
    isBroken.value = false
    stream.healthy()
  }
  let lastHeard = seconds()
  const stream = persistentStream({
    beat(data) {
      const said: unknown = JSON.parse(data)
      release.value = Release.parse(said).release
      lastHeard = seconds()
      const understood = LIVE_EVENTS.beat.safeParse(said)
      // a server of another release may say more than this page knows: it confirms nothing, and the age goes on
      if (!understood.success) return
      const beat = understood.data
      clockOffset.value = Date.parse(beat.at) - Date.now()
      isDown.value = false
      turned.value = beat.turned
      confirm(beat.versions)
    },
    change(data) {
      const { layer, version } = LIVE_EVENTS.change.parse(JSON.parse(data))
      confirm({ ...versions.value, [layer]: Math.max(version, versions.value[layer] ?? 0) })
    },
    /** Alive, but it knows nothing newer: the age goes on. */
    down() {
      isDown.value = true
      lastHeard = seconds()
    },
    broken() {
      isBroken.value = true
      release.value = null
      breaks.value += 1
    },
  })

  function tick() {
    now.value = seconds()
    if (stream.isWaiting() || now.value - lastHeard <= STALE_SECONDS) return
    lastHeard = now.value
    stream.open()
  }
  let ticking: ReturnType<typeof setInterval> | undefined
  let tabs: BroadcastChannel | undefined
  /** Opens the stream; the page does so once. */
  function start() {
    stop()
    openedAt.value = now.value = lastHeard = seconds()
    ticking = setInterval(tick, 1000)
    setTimeout(() => (settled.value = true), FIRST_BEAT_MS)
    tabs = new BroadcastChannel(IDENTITIES)
    tabs.onmessage = meetIdentity
    stream.open()
  }
  function stop() {
    clearInterval(ticking)
    tabs?.close()
    stream.close()
  }
  /** Another person sits here now: every answer and the stream itself are asked for anew, in every tab. */
  function changeIdentity() {
    tabs?.postMessage(null)
    meetIdentity()
  }
  function meetIdentity() {
    identity.value += 1
    stream.open()
  }
  const timeOf = (layer: Layer) => (turned.value as Partial<Record<Layer, string>>)[layer] ?? ''
  const stateOf = (layer: Layer) => `${versions.value[layer] ?? 0}${timeOf(layer)}`
  /** A key that changes whenever an answer which stands on these layers may have changed, be it by time alone. */
  const versionOf = (layers: readonly Layer[]): ComputedRef<string> =>
    computed(() => [identity.value, ...layers.map(stateOf)].join('.'))

  onScopeDispose(stop)
  return {
    versions, confirmedAt, age, state, isStopped, isBookAway, identity, breaks, settled, clockOffset, release,
    start, stop, changeIdentity, versionOf,
  } // prettier-ignore
})
