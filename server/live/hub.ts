import type { Layer } from '#core/contract/live.ts'
import { type Actor, scopeKey } from '../db/actor.ts'
import { inSlices } from './inSlices.ts'
import { type Change, changeFor, merge, Notice } from './scope.ts'

/** One open stream. */
export interface Reader {
  readonly actor: Actor
  /** Readers of one scope get the same object, so that it is framed once. */
  change(change: Change): void
  /** Look again whether the reader may still listen. */
  recheck(): void
  end(): void
}

/** Milliseconds within which the changes of one layer reach a reader as one. */
const WINDOW_MS = 200

/** Set of functions to call; `add` gives the function that takes it out again. */
function calls<Args extends unknown[]>() {
  const all = new Set<(...args: Args) => void>()
  return {
    add(call: (...args: Args) => void): () => void {
      all.add(call)
      return () => void all.delete(call)
    },
    all(...args: Args): void {
      for (const call of all) call(...args)
    },
  }
}

/** At most one notice of a layer each WINDOW_MS: the first at once, what follows merged at the end of the window. */
function coalesced(deliver: (notice: Notice) => void) {
  const windows = new Map<Layer, Notice | undefined>()
  function open(notice: Notice) {
    windows.set(notice.layer, undefined)
    deliver(notice)
    setTimeout(() => {
      const waiting = windows.get(notice.layer)
      windows.delete(notice.layer)
      if (waiting) open(waiting)
    }, WINDOW_MS).unref()
  }
  return (notice: Notice): void => {
    if (!windows.has(notice.layer)) return open(notice)
    const waiting = windows.get(notice.layer)
    windows.set(notice.layer, waiting ? merge(waiting, notice) : notice)
  }
}

/**
 * Shares the one LISTEN of this process among its readers, each hearing only of its scope. A reader learns that
 * something changed and fetches it by the usual route, under its own rights.
 */
export function changeHub() {
  const groups = new Map<string, Set<Reader>>()
  const notices = calls<[Notice]>()
  const refreshes = calls<[]>()
  let closed = false
  const everybody = () => [...groups.values()].flatMap((group) => [...group])

  const deliver = coalesced((notice) => {
    for (const group of groups.values()) {
      const [first] = group
      const change = first && changeFor(first.actor, notice)
      if (change) inSlices([...group], (reader) => reader.change(change))
    }
  })

  return {
    /** Takes one payload of the channel `change`. @throws where it is none */
    receive(payload: string): void {
      const notice = Notice.parse(JSON.parse(payload))
      notices.all(notice)
      deliver(notice)
    },
    /** Notices may have been lost: everybody compares versions again, and this process drops what it kept by them. */
    broadcastAll: (): void => refreshes.all(),
    /** Something about who may listen has changed. */
    recheck: (): void => inSlices(everybody(), (reader) => reader.recheck()),
    /** Hears every notice at once, unfiltered: for what this process keeps, never for a reader. */
    onNotice: notices.add,
    /** Hears when notices may have been lost. */
    onRefresh: refreshes.add,
    /** @returns a function that ends the subscription */
    subscribe(reader: Reader): () => void {
      if (closed) reader.end()
      const key = scopeKey(reader.actor)
      const group = groups.get(key) ?? new Set()
      groups.set(key, group.add(reader))
      return () => {
        group.delete(reader)
        if (group.size === 0 && groups.get(key) === group) groups.delete(key)
      }
    },
    /** Ends every stream; the server is about to stop. */
    close(): void {
      closed = true
      for (const reader of everybody()) reader.end()
    },
  }
}
export type ChangeHub = ReturnType<typeof changeHub>
