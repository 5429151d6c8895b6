import { reactive, shallowRef } from 'vue'
import type { Problem } from '#core/contract/problem.ts'
import { asProblem } from '#client/api/refusals.ts'
import { type DocumentKind, uploadDocument } from '#client/api/uploadDocument.ts'

/** A file on its way. */
export interface Sending {
  readonly id: number
  readonly name: string
  share: number
  problem: Problem | 'too-large' | undefined
}

/** Files that are sent one after another; what was refused stays until it is put away. */
export function useUploads(enterprise: () => number) {
  const sendings = reactive<Sending[]>([])
  const kind = shallowRef<DocumentKind>('other')
  const leaving = new AbortController()
  let next = 1
  let queue = Promise.resolve()

  const putAway = (id: number) => {
    const at = sendings.findIndex((one) => one.id === id)
    if (at >= 0) sendings.splice(at, 1)
  }
  async function send(file: File, of: DocumentKind, sending: Sending) {
    try {
      const onProgress = (share: number) => (sending.share = share)
      await uploadDocument(enterprise(), file, { kind: of }, { onProgress, signal: leaving.signal })
      putAway(sending.id)
    } catch (error) {
      sending.problem = asProblem(error)
    }
  }
  /** Sends files; those that are larger than is taken are not even begun. */
  function add(files: Iterable<File>, mostBytes: number) {
    for (const file of files) {
      sendings.push({ id: next++, name: file.name, share: 0, problem: file.size > mostBytes ? 'too-large' : undefined })
      const sending = sendings.at(-1)!
      const of = kind.value
      if (sending.problem === undefined) queue = queue.then(() => send(file, of, sending))
    }
  }
  return { sendings, kind, add, putAway, stop: () => leaving.abort() }
}
