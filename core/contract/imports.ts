import { z } from 'zod'
import { IMPORTABLE } from '../domain/importFields.ts'
import {
  Datum,
  DatumReading,
  FileEncoding,
  FilePreview,
  ImportMapping,
  ImportRecord,
  ImportStage,
  MappingGuess,
  STAGED_KINDS,
  StagedPoint,
  StagedRow,
} from './importShapes.ts'
import { IdText, Instant, lineText, MOST_ID, route, wholeText } from './route.ts'

/** Data stewards import, and nobody else. */
const stewards = { only: ['government'], posts: ['data-steward'] } as const
const params = z.object({ id: IdText })
const Done = z.object({ done: z.boolean() })
const reading = { sheet: lineText(200).optional(), encoding: FileEncoding.optional() }

/** Addresses of one word come before those with an id in its place. */
export const imports = {
  list: route({
    ...stewards,
    method: 'GET',
    path: '/imports',
    summary: 'Files on their way into the book, and the latest imports',
    response: z.object({ at: Instant, stages: z.array(ImportStage), imports: z.array(ImportRecord) }),
  }),
  undo: route({
    ...stewards,
    method: 'POST',
    path: '/imports/published/:id/undo',
    summary:
      'Take a whole import back: what it added goes, what it changed is as before; refused where something was built on it',
    params,
    response: ImportRecord,
  }),
  mappings: route({
    ...stewards,
    method: 'GET',
    path: '/imports/mappings',
    summary: 'Mappings that were kept under a name',
    response: z.object({
      mappings: z.array(z.object({ name: z.string(), mapping: ImportMapping, madeAt: Instant, madeBy: z.string() })),
    }),
  }),
  keepMapping: route({
    ...stewards,
    method: 'PUT',
    path: '/imports/mappings',
    summary: 'Keep a mapping under a name, in place of the one that had it',
    body: z.strictObject({ name: lineText(80), mapping: ImportMapping }),
    response: Done,
  }),
  dropMapping: route({
    ...stewards,
    method: 'DELETE',
    path: '/imports/mappings',
    summary: 'Forget a mapping',
    query: z.strictObject({ name: lineText(80) }),
    response: Done,
  }),
  read: route({
    ...stewards,
    method: 'GET',
    path: '/imports/:id',
    summary: 'One file on its way into the book: its state, counts, and what publishing would do',
    params,
    response: ImportStage,
  }),
  preview: route({
    ...stewards,
    method: 'GET',
    path: '/imports/:id/preview',
    summary:
      'The head of a file: its format, encoding, sheets, columns and first rows, and what its columns are taken for',
    params,
    query: z.strictObject({ ...reading, capability: z.enum(IMPORTABLE).default('enterprises') }),
    response: z.object({ preview: FilePreview, guess: MappingGuess }),
  }),
  readings: route({
    ...stewards,
    method: 'POST',
    path: '/imports/:id/readings',
    summary: 'Where a sample of its points would lie in each of the three datums, and which of them that hints at',
    params,
    body: z.strictObject({ ...reading, mapping: ImportMapping }),
    response: z.object({
      readings: z.array(DatumReading),
      hint: Datum.nullable(),
      strength: z.enum(['none', 'weak', 'strong']),
    }),
  }),
  stage: route({
    ...stewards,
    method: 'POST',
    path: '/imports/:id/stage',
    summary: 'Read and check every row beside the book; what was staged of this file before is replaced',
    params,
    body: z.strictObject({
      ...reading,
      mapping: ImportMapping,
      datum: Datum,
      /** Why rows outside the district are taken all the same: a warning in each of them, and part of the record of the import. */
      outside: lineText(200).optional(),
    }),
    response: ImportStage,
  }),
  cancel: route({
    ...stewards,
    method: 'POST',
    path: '/imports/:id/cancel',
    summary: 'Stop reading a file; it stays, and can be staged again',
    params,
    response: ImportStage,
  }),
  rows: route({
    ...stewards,
    method: 'GET',
    path: '/imports/:id/rows',
    summary: 'Staged rows of one kind, in the order of the file, with their faults and what they would change',
    params,
    query: z.strictObject({ kind: z.enum(STAGED_KINDS).default('all'), after: wholeText(0, 2_000_000_000).default(0) }),
    response: z.object({ rows: z.array(StagedRow), next: z.number().int().nullable() }),
  }),
  points: route({
    ...stewards,
    method: 'GET',
    path: '/imports/:id/points',
    summary: 'Positions of the staged rows, WGS 84, a regular sample where there are many',
    params,
    response: z.object({
      of: z.number().int(),
      points: z.array(StagedPoint),
    }),
  }),
  decide: route({
    ...stewards,
    method: 'POST',
    path: '/imports/:id/decisions',
    summary: 'Say of a row that resembles an enterprise whether it is that one; nothing is merged unsaid',
    params,
    body: z.strictObject({ row: z.number().int().positive(), decided: z.enum(['merge', 'apart']).nullable() }),
    response: Done,
  }),
  publish: route({
    ...stewards,
    method: 'POST',
    path: '/imports/:id/publish',
    summary: 'Publish a staged file in one transaction: all of it, or its good rows where that is said',
    params,
    body: z.strictObject({
      /** The `revision` whose outlook was confirmed: where the stage has another by now, nothing is published. */
      confirmed: z.number().int().positive().max(MOST_ID),
      /** Leave the rows that are rejected out; without it, they stop the whole. */
      acceptGood: z.boolean().default(false),
      /** The district that a book without one is kept for. */
      district: z
        .strictObject({ code: z.string().regex(/^[0-9]{6}$|^[a-z][a-z0-9-]{1,30}$/), name: lineText(120) })
        .optional(),
    }),
    response: ImportStage,
  }),
  drop: route({
    ...stewards,
    method: 'DELETE',
    path: '/imports/:id',
    summary: 'Forget a file that is not published, with its staged rows',
    params,
    response: Done,
  }),
}
