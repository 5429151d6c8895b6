import { expect, test } from 'vitest'
import { bodyOf, draftOf, readShape } from './unitDraft.ts'

const RING = [[121, 37], [121.01, 37], [121.01, 37.01]] // prettier-ignore
const POLYGON = { type: 'Polygon', coordinates: [[...RING, RING[0]]] }

test.each([
  ['corners', '121, 37; 121.01 37；121.01，37.01', RING],
  ['WKT', 'POLYGON((121 37, 121.01 37, 121.01 37.01))', RING],
  ['GeoJSON', JSON.stringify(POLYGON), POLYGON.coordinates[0]],
  ['a feature', JSON.stringify({ type: 'Feature', properties: {}, geometry: POLYGON }), POLYGON.coordinates[0]],
  ['a collection of one', JSON.stringify({ type: 'FeatureCollection', features: [{ geometry: POLYGON }] }), POLYGON.coordinates[0]], // prettier-ignore
  ['two polygons', JSON.stringify({ type: 'FeatureCollection', features: [{ geometry: POLYGON }, { geometry: POLYGON }] }), undefined], // prettier-ignore
  ['what is no JSON', '{', undefined],
  ['two corners', '121, 37; 121.01, 37', undefined],
  ['words', 'north; south; east', undefined],
])('reads %s', (_, text, ring) => expect(readShape(text)).toEqual(ring))

test('a new unit needs a bound and its datum; one that is there may give its bound back', () => {
  const typed = { ...draftOf(), name: '罐区' }
  expect(bodyOf(typed).faults).toEqual(['bound'])
  expect(bodyOf({ ...typed, corners: RING.join(';') }).faults).toEqual(['bound'])
  expect(bodyOf({ ...typed, corners: RING.join(';'), datum: 'gcj02' })).toMatchObject({ faults: [], body: { form: 'dike', bound: { ring: RING, datum: 'gcj02' }, reason: null } }) // prettier-ignore
  expect(bodyOf(typed, '2026-03-02T01:00:00Z')).toMatchObject({ faults: [], body: { form: null, bound: null } })
  expect(bodyOf({ ...typed, corners: RING.join(';'), datum: 'wgs84', reason: '太短' }).faults).toEqual(['reason'])
})
