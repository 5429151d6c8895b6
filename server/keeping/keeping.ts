import { join } from 'node:path'
import { bucketStore } from './bucketStore.ts'
import { clamdAt, type Scan } from './clamd.ts'
import { folderStore } from './folderStore.ts'
import type { Store } from './store.ts'

/** Where bytes of documents are kept, and what is asked before. */
export interface Keeping {
  readonly store: Store
  /** Folder for what is on its way in; emptied at the start. */
  readonly incoming: string
  /** Undefined where no virus scanner is set up. */
  readonly scan: Scan | undefined
  readonly mostBytes: number
}

interface KeepingSettings {
  readonly ANJIAN_DATA: string
  readonly DOCUMENT_MB: number
  readonly CLAMD_ADDRESS?: string | undefined
  readonly S3_BUCKET_URL?: string | undefined
  readonly S3_ACCESS_KEY?: string | undefined
  readonly S3_SECRET_KEY?: string | undefined
  readonly S3_REGION: string
}

/** What the settings say; the folder of the data where no bucket is named. */
export function keepingOf(settings: KeepingSettings): Keeping {
  const { ANJIAN_DATA, DOCUMENT_MB, CLAMD_ADDRESS, S3_BUCKET_URL, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION } = settings
  const folder = join(ANJIAN_DATA, 'documents')
  const inBucket = S3_BUCKET_URL !== undefined && S3_ACCESS_KEY !== undefined && S3_SECRET_KEY !== undefined
  return {
    store: inBucket
      ? bucketStore(S3_BUCKET_URL, { accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY, region: S3_REGION })
      : folderStore(folder),
    incoming: join(folder, 'incoming'),
    scan: CLAMD_ADDRESS === undefined ? undefined : clamdAt(CLAMD_ADDRESS),
    mostBytes: DOCUMENT_MB * 2 ** 20,
  }
}
