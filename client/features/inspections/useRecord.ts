import { ref } from 'vue'
import { inspectionRecords, type RecordWritten } from '#core/contract/inspectionRecords.ts'
import { call } from '#client/api/call.ts'
import { requestId } from '#client/api/requestId.ts'
import { useAct } from '#client/api/useAct.ts'

/** Adds one record to an inspection. `bodyOf`: what was filled in; undefined while something is missing. */
export function useRecord(inspection: () => string, bodyOf: () => RecordWritten | undefined) {
  const act = useAct()
  /** Somebody wanted to send it: what is missing is told from then on. */
  const tried = ref(false)
  /** The same for each try of the same content: one whose answer was lost makes no second record. */
  let [record, sent] = [requestId(), '']
  /** Whether it was added; undefined where something is missing and nothing was sent. */
  async function send(): Promise<boolean | undefined> {
    tried.value = true
    const body = bodyOf()
    if (!body) return undefined
    const content = JSON.stringify(body)
    if (sent !== '' && sent !== content) record = requestId()
    sent = content
    const params = { request: inspection(), record }
    return act.act(() => call(inspectionRecords.add, { params, body }))
  }
  return { act, tried, send }
}
