import { CHECKLIST_PREVIEW } from '#core/contract/checklists.ts'
import { CHECKLIST_FILE, type Checklist, inspections } from '#core/contract/inspections.ts'
import { CHECKLIST_TEMPLATE } from '#core/domain/checklistColumns.ts'
import { upload } from '#client/api/upload.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** Checklists in force, or those that are retired. */
export const useChecklists = (state: () => Checklist['state']) =>
  useAnswer(inspections.checklists, () => ({ query: { state: state() } }), { layers: ['inspections'] })

const quiet = (signal: AbortSignal) => ({ onProgress: () => undefined, signal })

/** What a file would change; nothing is written. @throws Problem import-rows-rejected with each wrong cell */
export const previewFile = async (file: Blob, signal: AbortSignal) =>
  CHECKLIST_PREVIEW.response.parse(await upload(CHECKLIST_PREVIEW.path, file, quiet(signal)))

/** Puts its checklists in force. @throws Problem checklist-changed where others were published since it was looked at */
export const publishFile = async (file: Blob, seen: number, signal: AbortSignal) =>
  CHECKLIST_FILE.response.parse(await upload(`${CHECKLIST_FILE.path}?${new URLSearchParams({ seen: String(seen) })}`, file, quiet(signal))) // prettier-ignore

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
/** The template as a CSV with a byte order mark, by which spreadsheets know its letters. */
export const templateOf = (language: 'zh' | 'en') =>
  new Blob([`\ufeff${CHECKLIST_TEMPLATE[language].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`], {
    type: 'text/csv',
  })
