import { MEDIA, type MediaType } from '#core/contract/documents.ts'
import { problem } from '../../http/problems.ts'

/** Letters of a kept name before its ending. */
const MOST = 120
const ENDING = /\.([0-9A-Za-z]{1,8})$/

/** The last part of whatever path a browser or a person gave; never a name that means a folder. */
const lastOf = (given: string) => (given.split(/[/\\]/).at(-1) ?? '').replace(/^\.+/, '').trim()

/**
 * The name under which a document is offered again: without a path, with an ending that fits what is in it.
 * @throws Problem document-refused where the name claims to be something else
 */
export function fileNameOf(given: string, type: MediaType): string {
  const last = lastOf(given)
  const endings: readonly string[] = MEDIA[type]
  const claimed = ENDING.exec(last)?.[1]?.toLowerCase()
  const known = claimed !== undefined && endings.includes(claimed)
  if (claimed !== undefined && !known) {
    const is = endings[0]!.toUpperCase()
    throw problem(
      'document-refused',
      [
        `文件名以 .${claimed} 结尾，内容却是 ${is}；请核对文件，或改正扩展名后上传。`,
        `The name ends in .${claimed}, but the content is ${is}: check the file, or correct its ending and upload it again.`,
      ],
      'query.name',
    )
  }
  const stem = [...(known ? last.replace(ENDING, '') : last)].slice(0, MOST).join('').trim() || 'document'
  return `${stem}.${known ? claimed : endings[0]}`
}

/** `attachment` under a name that any browser reads; what it shows in the page itself is `inline`. @see RFC 6266, RFC 8187 */
export function disposition(how: 'attachment' | 'inline', id: number, name: string): string {
  const ending = ENDING.exec(name)?.[0] ?? ''
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="document-${id}${ending}"; filename*=UTF-8''${encoded}`
}
