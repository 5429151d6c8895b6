import { useIntervalFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { whoKey } from '#core/contract/session.ts'
import { requestId } from '#client/api/requestId.ts'
import { dropDraft, keepDraft, kept, readDraft } from './drafts.ts'
import { useField } from './fieldStore.ts'
import { endOf, isGathered, isOver, type Patrol, PATROL_KEY, patrolBegun, withPlace } from './patrol.ts'
import { Tracked } from './senders.ts'
import { wornPost } from './wornPost.ts'

const TICK_MS = 5_000
const clock = () => Date.now()

/**
 * The track that a person of the grid switched on: it goes on from page to page, and where the app was closed it goes on when it is opened. Every
 * point lies on the device before anything else is done with it, and leaves it by the queue.
 */
export const usePatrol = defineStore('patrol', () => {
  const field = useField()
  const { t } = useI18n({ useScope: 'global' })
  const patrol = shallowRef<Patrol>()
  /** The device may not say where it is. */
  const denied = ref(false)
  const unkept = ref(0)
  /** Ended by itself. */
  const isTimedOut = ref(false)
  let watching: number | undefined
  /** One write after another: a point that comes while another is written is not lost. */
  let writing: Promise<unknown> = Promise.resolve()

  const isFor = computed(() => field.who?.role === 'grid' && ['grid-chief', 'grid-worker'].includes(wornPost(field.who) ?? '')) // prettier-ignore
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = writing.then(work)
    writing = next.catch(() => undefined)
    return next
  }

  /** Hands the gathered points to the queue. Broken off between the two writes they are sent twice, and the server keeps each once. */
  async function gather(of: Patrol): Promise<Patrol> {
    if (of.points.length === 0) return of
    const body = { track: of.request, points: [...of.points] }
    const title = t('patrols.field.records.points', { n: of.points.length })
    await field.box().add({ id: requestId(), kind: 'trackPoints', body, title, about: '', after: [of.request], bytes: JSON.stringify(body).length }) // prettier-ignore
    return { ...of, points: [], gatheredAt: clock() }
  }

  async function take(place: { lng: number; lat: number; accuracyM: number }, now: number) {
    const before = patrol.value
    if (!before) return
    const next = withPlace(before, place, now)
    if (next === before) return
    patrol.value = next
    if (!(await keepDraft(field.device(), PATROL_KEY, next))) unkept.value += 1
    if (isGathered(next, now)) await turnIn()
  }
  async function turnIn() {
    if (!patrol.value) return
    patrol.value = await gather(patrol.value)
    await keepDraft(field.device(), PATROL_KEY, patrol.value)
    void field.sync()
  }

  function listen() {
    if (watching !== undefined) return
    if (!('geolocation' in navigator)) return void (denied.value = true)
    watching = navigator.geolocation.watchPosition(
      ({ coords: { longitude: lng, latitude: lat, accuracy } }) => {
        denied.value = false
        void inTurn(() => take({ lng, lat, accuracyM: Math.round(accuracy) }, clock()))
      },
      ({ code, PERMISSION_DENIED }) => (denied.value = code === PERMISSION_DENIED),
      { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 },
    )
  }
  function silence() {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    watching = undefined
  }

  /** Switches the track on. @returns whether the device kept it */
  const begin = () =>
    inTurn(async () => {
      if (patrol.value) return true
      const made = patrolBegun(requestId(), clock())
      const body = { beganAt: new Date(made.beganAt).toISOString() }
      const title = t('patrols.field.records.track')
      const isKept = await kept(async () => {
        await field.device().drafts.put({ key: PATROL_KEY, value: made, at: clock() })
        await field.box().add({ id: made.request, kind: 'track', body, title, about: '' })
      })
      if (!isKept) return false
      patrol.value = made
      isTimedOut.value = false
      unkept.value = 0
      listen()
      void field.sync()
      return true
    })

  /** Switches the track off; what was recorded is in the queue then. */
  const end = () =>
    inTurn(async () => {
      const now = patrol.value
      if (!now) return
      silence()
      await gather(now)
      const body = { track: now.request, endedAt: new Date(endOf(now, clock())).toISOString() }
      const title = t('patrols.field.records.end')
      await field.box().add({ id: requestId(), kind: 'trackEnd', body, title, about: '', after: [now.request] })
      await dropDraft(field.device(), PATROL_KEY)
      patrol.value = undefined
      void field.sync()
    })

  /** The track that is on as the server has it; undefined until it was told. */
  const sent = computed(() => {
    const record = field.queue.find(({ id }) => id === patrol.value?.request)
    return Tracked.safeParse(record?.answer).data?.request
  })
  /** Another track of the same person was on: points go to that one. */
  const isTakenUp = computed(() => sent.value !== undefined && sent.value !== patrol.value?.request)

  /** Goes on with what was on when the app was closed; of whoever else is here nothing is recorded. */
  watch(
    () => field.settled && field.who && whoKey(field.who),
    async (who) => {
      silence()
      patrol.value = undefined
      if (!who || !isFor.value) return
      const known = (await readDraft(field.device(), PATROL_KEY)) as Patrol | undefined
      if (!known || patrol.value) return
      patrol.value = known
      listen()
    },
    { immediate: true },
  )
  useIntervalFn(() => {
    const now = patrol.value
    if (!now) return
    if (isOver(now, clock())) {
      isTimedOut.value = true
      void end()
    } else if (isGathered(now, clock())) void inTurn(turnIn)
  }, TICK_MS)

  return { patrol, sent, isTakenUp, denied, unkept, isTimedOut, isFor, begin, end }
})
