import { useEventListener } from '@vueuse/core'
import type { Subscription } from 'dexie'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import type { Grid } from '#core/contract/grids.ts'
import type { HazardRow } from '#core/contract/hazards.ts'
import { Problem } from '#core/contract/problem.ts'
import { type Session, session, whoKey } from '#core/contract/session.ts'
import { call } from '#client/api/call.ts'
import { outbox, type Stop } from '#client/api/outbox/outbox.ts'
import { forgetSent, queueTable } from '#client/api/outbox/queueTable.ts'
import type { Queued } from '#client/api/outbox/records.ts'
import { asProblem } from '#client/api/refusals.ts'
import { speakAs } from '#client/api/speaksAs.ts'
import { type Begun, watchBegun } from './begun.ts'
import type { OriginalBody } from './bodies.ts'
import { type BookHead, deleteDevice, Device, deviceName, serverNow } from './device.ts'
import { isUnmetered } from './metered.ts'
import { pull } from './pull.ts'
import { CONFLICTS, senders } from './senders.ts'
import { forgetWho, keepWho, keptWho } from './who.ts'

const deviceClock = () => Date.now()
/** A server that says nothing for so long is not there. */
const PATIENCE_MS = 8_000
/** Originals are large: they go where bytes cost nothing, or when somebody says so. */
const isHeld = ({ kind, body }: Pick<Queued, 'kind' | 'body'>) =>
  kind === 'original' && !(body as OriginalBody).pressed && !isUnmetered()

/** The book on this device, the queue of what the server has to be told, and how both stand with the server. */
export const useField = defineStore('field', () => {
  const who = shallowRef<Session>()
  const head = shallowRef<BookHead>()
  const grids = shallowRef<readonly Grid[]>([])
  const enterprises = shallowRef<readonly EnterpriseRow[]>([])
  const hazards = shallowRef<readonly HazardRow[]>([])
  const queue = shallowRef<readonly Queued[]>([])
  /** Visits that did not end and reports that are not whole: they are on this device alone. */
  const begun = shallowRef<readonly Begun[]>([])
  /** Whether the device believes itself to be on a network. */
  const hasNetwork = ref(navigator.onLine)
  useEventListener(['online', 'offline'], () => (hasNetwork.value = navigator.onLine))
  /** How the last exchange ended; undefined before the first. */
  const stopped = ref<Stop>()
  const syncing = ref(false)
  const problem = shallowRef<Problem>()
  /** Whether the person is known, from the server or, without it, from this device. */
  const settled = ref(false)
  let isAsked = false
  let isLeaving = false
  let running: Promise<void> | undefined
  let device: Device | undefined
  let watching: Subscription | undefined
  let box: ReturnType<typeof outbox> | undefined

  const isOffline = computed(() => !hasNetwork.value || stopped.value === 'no-answer')
  const waiting = computed(() => queue.value.filter(({ state }) => state === 'waiting'))
  /** Those that wait for somebody, or for a network that costs nothing. */
  const held = computed(() => waiting.value.filter(isHeld))
  const stuck = computed(() => queue.value.filter(({ state }) => state === 'conflict' || state === 'refused'))
  const unsent = computed(() => waiting.value.length + stuck.value.length)
  /** The server's clock, as far as the device knows it, epoch milliseconds. */
  const now = () => serverNow(head.value, deviceClock())

  async function readQueue() {
    queue.value = (await box?.all()) ?? []
  }
  async function readBook() {
    if (!device) return
    const [kept, nodes, rows, found] = await Promise.all([
      device.heads.get('book'), device.grids.toArray(), device.enterprises.toArray(), device.hazards.toArray(),
    ]) // prettier-ignore
    head.value = kept
    grids.value = nodes
    enterprises.value = rows
    hazards.value = found
    await readQueue()
  }

  function close() {
    watching?.unsubscribe()
    begun.value = []
    device?.close()
    device = undefined
  }
  /** Opens what this device keeps of somebody. */
  async function open(known: Session) {
    if (who.value && deviceName(who.value) === deviceName(known) && device) return void (who.value = known)
    close()
    device = new Device(deviceName(known))
    watching = watchBegun(device, (now) => (begun.value = now))
    speakAs(whoKey(known))
    const store = queueTable(device.queue)
    box = outbox({ store, senders: senders(deviceClock), conflicts: CONFLICTS, now: deviceClock, held: isHeld, changed: () => void readQueue() })
    who.value = known
    await forgetSent(store, deviceClock())
    await readBook()
  } // prettier-ignore

  /**
   * Asks who sits here and opens that person's book: what one made is never sent in another's name, and whom a demo gives by itself is
   * nobody until somebody chose.
   * @returns whether somebody is signed in
   */
  async function meet(): Promise<boolean> {
    const told = await call(session.read, {})
    const isKnown = told.role !== 'public' && (told.account?.step ?? 'done') === 'done' && !told.unasked
    if (isKnown) {
      keepWho(told)
      await open(told)
    }
    return isKnown
  }

  /** Who sits here: as the server says, or as this device remembers where the server cannot be reached. */
  async function begin() {
    const kept = keptWho()
    if (kept) await open(kept)
    await sync()
    settled.value = true
  }

  /** Sends what waits, then brings the book up to date. Without the server both stay as they are. */
  async function exchange(): Promise<void> {
    isAsked = false
    syncing.value = true
    try {
      if (!(await meet())) stopped.value = 'sign-in-needed'
      else {
        stopped.value = await ready(box).drain()
        if (stopped.value === 'empty') await pull(ready(device), deviceClock)
      }
      problem.value = undefined
    } catch (error) {
      problem.value = asProblem(error)
      stopped.value =
        problem.value.code === 'sign-in-needed'
          ? 'sign-in-needed'
          : problem.value.code === 'no-answer'
            ? 'no-answer'
            : 'later'
    } finally {
      await readBook()
      syncing.value = false
    }
    // what was kept meanwhile, or a signal that came back, does not wait for the next turn
    if (isAsked && !isLeaving) await exchange()
  }

  /** Sends what waits, then brings the book up to date; asked for while it does, it does so once more. */
  async function sync(): Promise<void> {
    isAsked = true
    if (!isLeaving) await (running ??= exchange().finally(() => (running = undefined)))
  }

  /** Asks the server whether it is there, and no more: a line that is cut is told long before the next exchange. */
  async function probe(): Promise<void> {
    // an exchange that is under way says itself how it ends; a sender of photographs may be slow and there
    if (syncing.value || isOffline.value) return
    try {
      await call(session.read, {}, { signal: AbortSignal.timeout(PATIENCE_MS), byItself: true })
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'no-answer') stopped.value = 'no-answer'
    }
  }

  /** A demo's own identity taken once more, where the browser no longer knows which it was. */
  async function resume(): Promise<void> {
    const offered = await call(session.identities, {})
    const own = offered.find(({ label }) => label === who.value?.label)
    if (own) await call(session.take, { body: { key: own.key } })
    await sync()
  }

  /** Signs out here: all that is kept of the person goes from the device. Unsent work has to be spoken of before. */
  async function leave() {
    // what is under way ends first: it would open a book again behind the one that goes
    isLeaving = true
    try {
      await running
      await end()
    } finally {
      isLeaving = false
    }
  }
  async function end() {
    const name = who.value && deviceName(who.value)
    await call(session.end, {})
    close()
    who.value = undefined
    speakAs(undefined)
    forgetWho()
    if (name) await deleteDevice(name)
  }

  const ready = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('the book of this device is not open yet')
    return part
  }
  return {
    who, head, grids, enterprises, hazards, queue, waiting, held, stuck, unsent, begun, stopped, syncing, problem, settled, isOffline,
    now, begin, sync, probe, resume, leave, device: () => ready(device), box: () => ready(box),
  } // prettier-ignore
})
