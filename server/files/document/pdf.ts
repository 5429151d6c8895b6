import { cutOff } from './refusals.ts'
import type { Window } from './window.ts'

const HEAD = /^%PDF-[12]\.\d/
const END = '%%EOF'
/** Within so many bytes of its end a reader looks for the mark of it. @see ISO 32000-1, annex H, note 18 */
const TAIL_BYTES = 1024

export const isPdf = (head: Buffer): boolean => HEAD.test(head.toString('latin1'))

/** @throws FileRefused where a PDF has no end, or something but blanks stands behind it */
export async function checkPdf(window: Window): Promise<void> {
  const tail = (await window.tail(TAIL_BYTES)).toString('latin1')
  const end = tail.lastIndexOf(END)
  // some programs fill the last block with zeros
  if (end < 0 || !/^[\s\x00]*$/.test(tail.slice(end + END.length))) throw cutOff('PDF')
}
