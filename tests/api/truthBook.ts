import { expect } from 'vitest'
import type { ImportMapping, ImportStage, StagedRow } from '#core/contract/importShapes.ts'
import { MAPPING, type stagesBook } from './stagesBook.ts'

/** Keys of a source of its own. */
export const SOURCE: ImportMapping = { ...MAPPING, scheme: 'source' }

/** What the book and its stages say, asked as the steward or as the owner of the database. */
export function truthOf(stages: ReturnType<typeof stagesBook>) {
  const { get, post, ask } = stages
  const book = () =>
    ask(`select identifier as key, name, status, crowded, high_risk as "highRisk", staff, address, st_x(geom) as lng
      from enterprise order by identifier`)
  const rowsOf = async (id: number, kind: string): Promise<StagedRow[]> =>
    ((await get(`/${id}/rows?kind=${kind}`)) as { rows: StagedRow[] }).rows
  const outlookOf = async (id: number) => ((await get(`/${id}`)) as ImportStage).outlook
  /** What the record of an import says that it did. */
  const recordOf = (stage: ImportStage) =>
    ask(`select added, changed, unchanged, rejected from import where id = ${stage.published ?? 0}`)
  /** A stage published as it is. */
  async function publishedAgain(id: number): Promise<ImportStage> {
    const begun = await post(`/${id}/publish`, { acceptGood: true })
    expect(begun.status).toBe(201)
    await stages.desk.idle()
    return get(`/${id}`)
  }
  return { book, rowsOf, outlookOf, recordOf, publishedAgain }
}

/** Grids as boxes: code, west, south, east, north. */
export const draws = (...boxes: readonly (readonly [string, number, number, number, number])[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: boxes.map(([code, west, south, east, north]) => ({
      type: 'Feature',
      properties: { code, name: code, person: '甲', phone: '0535-000000' },
      geometry: {
        type: 'Polygon',
        coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]], // prettier-ignore
      },
    })),
  })

/** Changes facts of an enterprise as the steward does in its file. */
export async function asPerson(
  { server, asking }: Pick<ReturnType<typeof stagesBook>, 'server' | 'asking'>,
  id: number,
  fields: object,
  note: string,
): Promise<void> {
  const { status, body } = await server.post(`/api/enterprises/${id}`).set(asking()).send({ fields, note })
  expect([status, body.code]).toEqual([201, undefined])
}
