import iconv from 'iconv-lite'
import sax from 'sax'
import { type Decoder, decoderOf } from './decoder.ts'
import { MOST } from './limits.ts'
import { FileRefused } from './rows.ts'

/** Told what stands in an XML text, in its order. Names are without their prefix. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Bytes by which the encoding is told. */
const HEAD = 256
/** As Chinese programs call it, and its superset. */
const CHINESE = /^(gb2312|gbk|gb18030|x-gbk|cp936)$/i

function malformed(what: string, why: string): FileRefused {
  return new FileRefused(
    `${what} 不是完整、有效的 XML，可能被截断（${why}）。请重新导出。`,
    `${what} is no whole and valid XML; it may be cut off (${why}). Export it again.`,
  )
}

function withEntities(what: string): FileRefused {
  return new FileRefused(
    `${what} 含有 DOCTYPE（实体定义），为安全起见不予读取。请用导出它的软件重新导出，或删去该声明。`,
    `${what} holds a DOCTYPE, in which entities are defined, and is not read. Export it again, or delete the declaration.`,
  )
}

/** The encoding that the mark, the zeros between the letters, or the declaration tells. */
function encodingIn(head: Buffer, what: string): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf16be'
  if (head[0] === 0x3c && head[1] === 0) return 'utf16le'
  if (head[0] === 0 && head[1] === 0x3c) return 'utf16be'
  const declared = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head.toString('latin1'))?.[1] ?? 'utf8'
  if (/^utf-?16/i.test(declared)) return 'utf8' // it says so, and is not
  if (CHINESE.test(declared)) return 'gb18030'
  if (iconv.encodingExists(declared)) return declared
  throw malformed(what, `encoding ${declared}`)
}

async function* textsOf(chunks: AsyncIterable<Buffer>, what: string): AsyncGenerator<string> {
  let head = Buffer.alloc(0)
  let decoder: Decoder | undefined
  for await (const chunk of chunks) {
    if (decoder) {
      yield decoder.write(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < HEAD) continue
    decoder = decoderOf(encodingIn(head, what))
    yield decoder.write(head)
  }
  if (!decoder) {
    decoder = decoderOf(encodingIn(head, what))
    yield decoder.write(head)
  }
  yield decoder.end()
}

const localOf = (name: string) => name.slice(name.indexOf(':') + 1)

function parserOf(what: string, reader: XmlReader) {
  // the position is what the parser's own limits of tags, attributes and definitions are counted by
  const parser = sax.parser(true, { position: true, strictEntities: true } as sax.SAXOptions)
  let depth = 0
  parser.onerror = (error) => {
    const [why = ''] = error.message.split('\n')
    throw /doctype|sgmlDecl/i.test(why) ? withEntities(what) : malformed(what, why)
  }
  parser.ondoctype = () => {
    throw withEntities(what)
  }
  parser.onopentag = ({ name, attributes }) => {
    depth += 1
    if (depth > MOST.depth) throw malformed(what, `> ${MOST.depth}`)
    reader.open(localOf(name), attributes as Record<string, string>)
  }
  parser.ontext = (text) => reader.text?.(text)
  parser.oncdata = (text) => reader.text?.(text)
  parser.onclosetag = (name) => {
    depth -= 1
    reader.close?.(localOf(name))
  }
  return parser
}

/**
 * Reads an XML text as it comes, holding none of it, and stops after each piece until it is asked for the next. Nothing
 * outside of it is ever fetched, and entities of its own are refused with the DOCTYPE that defines them. `what` names the
 * text in messages. @throws FileRefused
 */
export async function* xmlSteps(chunks: AsyncIterable<Buffer>, what: string, reader: XmlReader): AsyncGenerator<void> {
  const parser = parserOf(what, reader)
  for await (const text of textsOf(chunks, what)) {
    parser.write(text)
    yield
  }
  parser.close()
}

/** Reads an XML text from its beginning to its end as xmlSteps does. @throws FileRefused */
export async function readXml(chunks: AsyncIterable<Buffer>, what: string, reader: XmlReader): Promise<void> {
  for await (const _ of xmlSteps(chunks, what, reader));
}
