import type { IncomingMessage } from 'node:http'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { SentReadings, TakenReadings } from '#core/contract/readings.ts'
import type { CertificateInUse, SettingInForce } from '#core/contract/system.ts'
import type { QuietHours } from '#core/domain/reminders.ts'
import type { Actor } from '../db/actor.ts'
import type { Keeping } from '../keeping/keeping.ts'
import type { ChangeHub } from '../live/hub.ts'
import type { Secrets } from './signIn/secrets.ts'

/** Where files that were uploaded are staged and published while the server goes on answering. */
export interface ImportDesk {
  /** Folder in which they are kept. */
  readonly folder: string
  /** Path of the file of a stage. */
  fileOf(stage: number): string
  /** Says of a file, once it was looked into, that it cannot be read at all, or with null that it can. */
  tell(stage: number, failure: { readonly zh: string; readonly en: string } | null): Promise<void>
  /** Begins what the state of a stage says is to be done; `district` is made where the book has none. */
  begin(stage: number, district?: { readonly code: string; readonly name: string }): void
}

/** Takes what the gateway of a token sends; the answer comes once it is kept. */
export type TakeReadings = (token: string, sent: SentReadings) => Promise<TakenReadings>

/** What the server is made of: all that its routes need from the world. */
export interface Kit {
  /** Signs in as anjian_server on the primary: writes, sessions, data versions. */
  readonly pool: pg.Pool
  /** Reads and tiles: a replica, or the same pool again. */
  readonly readPool: pg.Pool
  readonly hub: ChangeHub
  readonly log: Logger
  readonly imports: ImportDesk
  /** Seals second factors. */
  readonly secrets: Secrets
  readonly settings: {
    /** Where set, this process itself speaks TLS. */
    readonly TLS_CERT?: string | undefined
    /** Seconds for which browsers must use TLS alone; a year where this process speaks it, unless set. */
    readonly HSTS_SECONDS?: number | undefined
    /** Proxies in front that are believed where a visitor comes from. */
    readonly TRUST_PROXY?: number | undefined
    /** Address under which people reach this server, without a slash at its end. */
    readonly PUBLIC_URL?: string | undefined
    /** Mail server and sender; both or none. */
    readonly SMTP_URL?: string | undefined
    readonly MAIL_FROM?: string | undefined
    /** Receiver of reminders of hazards, and what signs them; both or none. */
    readonly WEBHOOK_URL?: string | undefined
    readonly WEBHOOK_SECRET?: string | undefined
    /** Hours in which no reminder leaves the house. */
    readonly QUIET_HOURS?: QuietHours | undefined
    /** Provider of single sign-on and what it knows this server as; the first two, or none. */
    readonly OIDC_ISSUER?: string | undefined
    readonly OIDC_CLIENT_ID?: string | undefined
    readonly OIDC_CLIENT_SECRET?: string | undefined
    readonly OIDC_NAME?: string | undefined
    /** Hosts that links of cameras may lead to; any where not set. */
    readonly VIDEO_HOSTS?: readonly string[] | undefined
  }
  /** Where documents are kept, and what is asked before. */
  readonly keeping: Keeping
  /** Takes readings; without it they are taken by the app alone, and told to no open page. */
  readonly takeReadings?: TakeReadings | undefined
  /** Settings as the system administrator may see them. */
  readonly settingsInForce?: readonly SettingInForce[]
  /** The certificate by which this process speaks TLS; without one it does not. */
  readonly certificate?: (() => CertificateInUse) | undefined
  /** Folder of the built client; without it only the API is served. */
  readonly client?: string | undefined
}

/** Who asks this request; answered from the connection and the cookies alone, before and after Express. */
export type ActorOf = (req: IncomingMessage) => Promise<Actor>
/** The same for those who may go on without waiting: no promise where nothing needs to be read. */
export type ActorAtOnce = (req: IncomingMessage) => Actor | Promise<Actor>
