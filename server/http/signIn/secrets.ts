import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Seals what the database keeps but may not tell: whoever reads a copy of it has no second factor by that. */
export interface Secrets {
  seal(plain: Buffer): Buffer
  /** @throws where it was sealed by another key, or changed since */
  open(sealed: Buffer): Buffer
}

/** @param key any secret text of at least 32 characters, or 32 random bytes */
export function secretsOf(key: string | Buffer): Secrets {
  const used = typeof key === 'string' ? createHash('sha256').update(key).digest() : key
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, used, iv)
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const decipher = createDecipheriv(CIPHER, used, sealed.subarray(0, IV_BYTES))
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
    },
  }
}

/** The key of this installation: a file that only its owner reads, made at the first start. */
export function keyFile(path: string): Buffer {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' })
  }
  const key = readFileSync(path)
  if (key.length !== KEY_BYTES)
    throw new Error(
      `${path} 不是 ${KEY_BYTES} 字节的密钥；请恢复备份，或删除它并为所有账号重置两步验证。\n` +
        `${path} is no key of ${KEY_BYTES} bytes: restore it from a backup, or delete it and reset every second factor.`,
    )
  return key
}
