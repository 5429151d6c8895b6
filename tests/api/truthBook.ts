import { expect } from 'vitest'
import type { stagesBook } from './stagesBook.ts'

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
