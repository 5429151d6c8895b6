import { AS_HEADER } from '#core/contract/session.ts'

let key: string | undefined

/** From now on every request says for whom it is: the server refuses it once somebody else is signed in here. */
export const speakAs = (who: string | undefined): void => void (key = who)

export const asHeader = (): Record<string, string> => (key === undefined ? {} : { [AS_HEADER]: key })
