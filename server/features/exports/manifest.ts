import type { ExportDatum } from '#core/contract/exports.ts'
import type { Versions } from '#core/contract/live.ts'
import { POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../db/actor.ts'
import program from '../../../package.json' with { type: 'json' }
import type { Heading } from './columns.ts'
import { type Language, say, type Word } from './words.ts'

/** How each datum is called, in headings, manifests and file names. */
export const DATUM_NAMES: Readonly<Record<ExportDatum, string>> = { wgs84: 'WGS 84', gcj02: 'GCJ-02', bd09: 'BD-09' }

/** What a file is, beside its rows: who made it, when, of what, and what state of the book it shows. docs/exports.md explains it. */
export interface Manifest {
  readonly form: 'anjian-export-1'
  readonly title: string
  readonly by: { readonly name: string; readonly post: string | null; readonly role: string }
  /** When it was made. */
  readonly at: string
  /** The moment that overdue and open are judged by. */
  readonly asOf: string
  readonly filter: { readonly words: readonly string[]; readonly address: string }
  readonly rows: number
  /** Rows with a position. */
  readonly placed: number
  readonly datum: { readonly code: ExportDatum; readonly name: string }
  /** Data version of each layer, as the live stream tells it. */
  readonly versions: Versions
  readonly program: string
  readonly columns: readonly { readonly name: string; readonly field: string }[]
}

export interface Made {
  readonly title: string
  readonly actor: Actor
  readonly asOf: Date
  readonly words: readonly string[]
  readonly address: string
  readonly rows: number
  readonly placed: number
  readonly datum: ExportDatum
  readonly versions: Versions
  readonly columns: readonly Heading[]
  readonly language: Language
}

export function manifestOf({ actor, asOf, words, address, datum, columns, language, ...made }: Made): Manifest {
  const { title, rows, placed, versions } = made
  const post = actor.post ? POSTS[actor.post][language] : null
  return {
    form: 'anjian-export-1',
    title,
    by: { name: actor.person, post, role: actor.role },
    at: asOf.toISOString(),
    asOf: asOf.toISOString(),
    filter: { words, address },
    rows,
    placed,
    datum: { code: datum, name: DATUM_NAMES[datum] },
    versions,
    program: `${program.name} ${program.version}`,
    columns: columns.map((column) => ({ name: column[language], field: column.field })),
  }
}

const LABELS = {
  title: ['内容', 'Content'],
  by: ['导出人', 'Exported by'],
  at: ['导出时间（UTC）', 'Exported at (UTC)'],
  asOf: ['数据时刻（UTC）', 'Data as of (UTC)'],
  filter: ['筛选条件', 'Filter'],
  address: ['导出地址', 'Address'],
  rows: ['行数', 'Rows'],
  placed: ['有坐标的行数', 'Rows with a position'],
  datum: ['坐标系', 'Datum'],
  versions: ['数据版本', 'Data versions'],
  program: ['程序', 'Program'],
} as const satisfies Record<string, Word>

/** The manifest as lines for people: what, and what it says. */
export function manifestLines(manifest: Manifest, language: Language): (readonly [string, string | number])[] {
  const { by, filter, datum, versions } = manifest
  const all: Word = ['全部（本人管辖范围内）', 'everything in scope']
  const values: Readonly<Record<keyof typeof LABELS, string | number>> = {
    ...manifest,
    by: [by.name, by.post].filter((part) => part !== null).join(language === 'zh' ? '，' : ', '),
    filter: filter.words.length > 0 ? filter.words.join(language === 'zh' ? '；' : '; ') : say(all, language),
    address: filter.address,
    datum: datum.name,
    versions: Object.entries(versions).map((pair) => pair.join(' ')).join(', '),
  } // prettier-ignore
  return (Object.keys(LABELS) as (keyof typeof LABELS)[]).map((key) => [say(LABELS[key], language), values[key]])
}

/** A line that says what the file is, for people who open a zip. */
export const manifestText = (manifest: Manifest, language: Language): string =>
  manifestLines(manifest, language).map(([label, value]) => `${label}: ${value}\r\n`).join('') // prettier-ignore
