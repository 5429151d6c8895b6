import { z } from 'zod'
import { Versions } from './live.ts'
import { Instant, route } from './route.ts'

/** A setting as it is in force; a secret is not told, only that it is set. */
export const SettingInForce = z.object({
  name: z.string(),
  /** null where it is not set and has no default. */
  value: z.string().nullable(),
  /** Given by the environment; else the default. */
  given: z.boolean(),
  zh: z.string(),
  en: z.string(),
})
export type SettingInForce = z.infer<typeof SettingInForce>

/** The certificate that is served. */
const CertificateInUse = z.object({
  /** Names and addresses that it is for. */
  names: z.array(z.string()),
  expiresAt: Instant,
  /** Whole days until then where it is soon, within 30; negative where it has expired. */
  daysLeft: z.number().int().nullable(),
})
export type CertificateInUse = z.infer<typeof CertificateInUse>

const Outgoing = z.object({
  waiting: z.number().int(),
  failed: z.number().int(),
  error: z.string().nullable(),
  sentAt: Instant.nullable(),
})

export const system = {
  read: route({
    method: 'GET',
    path: '/system',
    summary: 'Version, database, settings and rules in force; for the system administrator',
    only: ['system'],
    response: z.object({
      version: z.string(),
      startedAt: Instant,
      now: Instant,
      migration: z.string(),
      database: z.object({ postgresql: z.string(), postgis: z.string(), bytes: z.number().int() }),
      versions: Versions,
      /** Letters of reminders that wait, those of them that failed and why the latest did; when one was sent last. */
      mail: Outgoing,
      /** null where this process itself speaks no TLS. */
      certificate: CertificateInUse.nullable(),
      /** The same of reminders of hazards that are sent to the webhook. */
      webhook: Outgoing,
      settings: z.array(SettingInForce),
      rules: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), basis: z.string() })),
    }),
  }),
}
