import { unwatchFile, watchFile } from 'node:fs'
import type { Logger } from 'pino'
import type { Settings } from '../settings.ts'
import { type Certificate, daysLeft, readCertificate, type TlsFiles } from './certificate.ts'

/** How often the files are looked at; by their state and not by notices, which links and network folders do not give. */
const LOOK_MS = 10_000
const DAY_MS = 86_400_000

/** The certificate in use, which follows its files. */
export interface KeptCertificate {
  now(): Certificate
  /** What may be told of it; days where it ends soon, negative where it has ended. */
  told(): { names: string[]; expiresAt: string; daysLeft: number | null }
  /** Calls with each certificate that is taken up from then on. */
  onNew(take: (certificate: Certificate) => void): void
  stop(): void
}

/**
 * Serves the certificate of the files and takes up what is put in their place. What could not be served, as a new
 * certificate whose key has not been written yet, is told in the log, and the old one goes on.
 * @throws SettingRefused where the files are no good to begin with
 */
export function keepCertificate(
  files: TlsFiles,
  log: Pick<Logger, 'info' | 'warn'>,
  lookMs: number = LOOK_MS,
): KeptCertificate {
  let current = readCertificate(files)
  const takers: ((certificate: Certificate) => void)[] = []
  const warn = () => {
    const days = daysLeft(current)
    if (days === undefined) return
    const until = new Date(current.expiresAt).toISOString()
    log.warn({ days, until }, days < 0 ? 'the TLS certificate has expired' : 'the TLS certificate expires soon')
  }
  const look = () => {
    try {
      const found = readCertificate(files)
      if (found.cert.equals(current.cert) && found.key.equals(current.key)) return
      current = found
      for (const take of takers) take(current)
      log.info({ until: new Date(current.expiresAt).toISOString() }, 'a new TLS certificate was taken up')
      warn()
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the TLS files were changed, but cannot be used; the old ones are')
    }
  }
  const paths = [files.TLS_CERT, files.TLS_KEY]
  for (const path of paths) watchFile(path, { persistent: false, interval: lookMs }, look)
  const daily = setInterval(warn, DAY_MS).unref()
  warn()
  return {
    now: () => current,
    told: () => ({
      names: [...current.names],
      expiresAt: new Date(current.expiresAt).toISOString(),
      daysLeft: daysLeft(current) ?? null,
    }),
    onNew: (take) => void takers.push(take),
    stop: () => {
      for (const path of paths) unwatchFile(path, look)
      clearInterval(daily)
    },
  }
}

/** The same for whatever the settings say; undefined where they name no files. */
export const certificateOf = (
  { TLS_CERT, TLS_KEY }: Pick<Settings, 'TLS_CERT' | 'TLS_KEY'>,
  log: Pick<Logger, 'info' | 'warn'>,
): KeptCertificate | undefined =>
  TLS_CERT !== undefined && TLS_KEY !== undefined ? keepCertificate({ TLS_CERT, TLS_KEY }, log) : undefined
