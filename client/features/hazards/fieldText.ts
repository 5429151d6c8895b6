import type { HazardFile } from '#core/contract/hazards.ts'
import { momentText } from '#client/ui/districtTime.ts'

/** When a report came, where that was another minute than the finding; undefined where it was the same, or is not known. */
export function lateReceipt({ foundAt, receivedAt }: Pick<HazardFile, 'foundAt' | 'receivedAt'>, now: number) {
  const received = receivedAt === null ? undefined : momentText(Date.parse(receivedAt), now)
  return received === momentText(Date.parse(foundAt), now) ? undefined : received
}
