import type { Shape } from '../features.ts'
import { shapeInWkb, Unreadable } from './wkb.ts'

/** Bytes of the envelope by its kind. @see OGC 12-128r19, 2.1.3.1.1 */
const ENVELOPES: readonly number[] = [0, 32, 48, 48, 64]
const HEADER = 8

/** A geometry as a GeoPackage keeps it: its header, and WKB behind it. @throws Unreadable where it is none */
export function shapeInBlob(bytes: Buffer): Shape {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 2) !== 'GP' || bytes[2] !== 0) throw new Unreadable('header')
  const flags = bytes.readUInt8(3)
  const envelope = ENVELOPES[(flags >> 1) & 7]
  if (envelope === undefined) throw new Unreadable(`envelope ${(flags >> 1) & 7}`)
  if ((flags & 0x20) !== 0) return { is: 'other', type: 'ExtendedGeoPackageBinary' }
  if ((flags & 0x10) !== 0) return { is: 'none' }
  return shapeInWkb(bytes, HEADER + envelope)
}
