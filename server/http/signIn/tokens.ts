import { createHash, randomBytes } from 'node:crypto'

/** SHA-256 of a token; only this is kept. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
/** 256 random bits as text that fits an address and a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url')
