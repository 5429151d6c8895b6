import { z } from 'zod'
import { PHONE } from '../domain/enterpriseFields.ts'
import { isIndustry } from '../domain/industry.ts'
import { CLASSES, pageFields } from './filter.ts'
import { Outcome } from './proposals.ts'
import { Id, IdText, Instant, lineText, Position, route, Seen } from './route.ts'

/** Tenant 入驻单位 without a file of its own, as figures open it. */
export const TenantRow = z.object({
  id: Id,
  place: Id,
  placeName: z.string(),
  name: z.string(),
  room: z.string().nullable(),
  industry: z.string().nullable(),
  contact: z.string().nullable(),
  since: z.iso.date().nullable(),
  position: Position,
})
export type TenantRow = z.infer<typeof TenantRow>

/** One line of the tenants of a place: an enterprise that sits there by its file, or a row of somebody without one. */
export const PlaceTenant = z.object({
  /** Its row; null where only its file says that it sits here. */
  tenant: Id.nullable(),
  /** Its file; null is 无档案. */
  enterprise: Id.nullable(),
  name: z.string(),
  room: z.string().nullable(),
  industry: z.string().nullable(),
  class: z.enum(CLASSES).nullable(),
  risk: z.number().int().min(1).max(4).nullable(),
  status: z.enum(['active', 'suspended', 'closed']).nullable(),
  hazardsOpen: z.number().int(),
  hazardsOverdue: z.number().int(),
  inspectedAt: Instant.nullable(),
  contact: z.string().nullable(),
  /** For posts that may know it; null to all others. */
  phone: z.string().nullable(),
  since: z.iso.date().nullable(),
  /** Day on which it left, or will. */
  until: z.iso.date().nullable(),
  /** When its row was written; null where it has none. */
  changedAt: Instant.nullable(),
})
export type PlaceTenant = z.infer<typeof PlaceTenant>

/** What a person writes of a tenant; null is not filled in. */
export const TenantBody = z.strictObject({
  name: lineText(200),
  room: lineText(120).nullable(),
  industry: z
    .string()
    .refine(
      isIndustry,
      '不是 GB/T 4754-2017 的代码；应为门类字母加二至四位数字，如 C26。\nNo code of GB/T 4754-2017: a section letter and two to four digits, such as C26.',
    )
    .nullable(),
  contact: lineText(80).nullable(),
  phone: z
    .string()
    .regex(
      PHONE,
      '电话只含数字、加号、空格和连字符，5 至 20 位。\nA phone has 5 to 20 digits, plus, blanks and hyphens.',
    )
    .nullable(),
  since: z.iso.date().nullable(),
})
export type TenantBody = z.output<typeof TenantBody>
export const ChangedTenant = TenantBody.extend({ seen: Seen })
export type ChangedTenant = z.output<typeof ChangedTenant>

/** An enterprise that may be the tenant: nobody links it but a person. */
export const TenantMatch = z.object({
  id: Id,
  identifier: z.string(),
  name: z.string(),
  /** Where its file says that it sits. */
  place: Id.nullable(),
  placeName: z.string().nullable(),
  /** The names are the same but for case, signs and what says only that it is a company. */
  same: z.boolean(),
  /** m from the middle of the place; null without a position. */
  metres: z.number().nullable(),
})
export type TenantMatch = z.infer<typeof TenantMatch>

const params = z.object({ id: IdText })
const one = z.object({ id: IdText, tenant: IdText })
const written = { only: ['government'], posts: ['data-steward'] } as const
const Written = z.object({ tenant: Id })
const note = lineText(400).optional()

export const tenants = {
  list: route({
    method: 'GET',
    path: '/places/:id/tenants',
    summary: 'Tenants of a park or tower in one list, those without a file first, paged by key',
    sensitive: 'tenant',
    params,
    query: z.object({
      state: z.enum(['present', 'former']).default('present').describe('those who sit there, or those who left'),
      file: z.enum(['with', 'without']).optional().describe('with a file of their own, or without'),
      search: lineText(60).optional().describe('part of the name'),
      ...pageFields,
    }),
    response: z.object({ total: z.number().int(), rows: z.array(PlaceTenant), next: z.string().nullable() }),
  }),
  add: route({
    ...written,
    method: 'POST',
    path: '/places/:id/tenants',
    summary: 'Write down a tenant that has no file of its own',
    params,
    body: TenantBody,
    response: Written,
  }),
  change: route({
    ...written,
    method: 'POST',
    path: '/places/:id/tenants/:tenant',
    summary: 'Write the row of a tenant anew; what it was stays in the history',
    params: one,
    body: ChangedTenant,
    response: Written,
  }),
  end: route({
    ...written,
    method: 'POST',
    path: '/places/:id/tenants/:tenant/end',
    summary: 'A tenant leaves on a day; that of a tenant with a file is taken out of its file',
    params: one,
    body: z.strictObject({ until: z.iso.date(), note }),
    response: Written,
  }),
  matches: route({
    ...written,
    method: 'GET',
    path: '/places/:id/tenants/:tenant/matches',
    summary:
      'Enterprises whose name is like that of a tenant without a file, the likeliest first; nothing is linked by it',
    params: one,
    response: z.array(TenantMatch),
  }),
  link: route({
    ...written,
    method: 'POST',
    path: '/places/:id/tenants/:tenant/link',
    summary: 'Link a tenant to its file, which then says that it sits here; refused where the file says another place',
    params: one,
    body: z.strictObject({ enterprise: Id, note }),
    response: Outcome,
  }),
  unlink: route({
    ...written,
    method: 'DELETE',
    path: '/places/:id/tenants/:tenant/link',
    summary: 'Take a wrong link back: the file says no place any more, and the tenant has no file',
    params: one,
    response: Outcome,
  }),
  open: route({
    ...written,
    method: 'POST',
    path: '/places/:id/tenants/:tenant/file',
    summary: 'Open a file for a tenant by its credit code, with what its row knows, and link it',
    params: one,
    body: z.strictObject({ identifier: lineText(18) }),
    response: z.object({ enterprise: Id }),
  }),
}
