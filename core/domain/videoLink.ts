/** Longest link to a camera. */
export const MOST_LINK = 500

/** Why a link to a camera cannot be kept: what it is, or where it leads. */
export type LinkFault = 'form' | 'host'

const HOST = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?'
/** As the constraint sensor_link has it. */
const LINK = new RegExp(`^https://(${HOST})(:[0-9]{1,5})?(?:/[^\\s\\p{Cc}\\\\]*)?$`, 'u')

/** A host that links may lead to, with or without a port. */
export const isVideoHost = (text: string): boolean => new RegExp(`^${HOST}(:[0-9]{1,5})?$`).test(text)

/** Where a link to a camera 视频 leads, `host` or `host:port`; undefined where it may not be kept: https alone, no login, no blank. */
export function videoHost(link: string): string | undefined {
  const [, host] = (link.length <= MOST_LINK && LINK.exec(link)) || []
  if (host === undefined || !URL.canParse(link)) return undefined
  const url = new URL(link)
  // numbers and the like that a browser spells otherwise would name one host and lead to another
  return url.hostname === host ? url.host : undefined
}

/** What is wrong with a link. @param hosts those that it may lead to, one without a port at any port; undefined: every host */
export function linkFault(link: string, hosts?: readonly string[]): LinkFault | undefined {
  const host = videoHost(link)
  if (host === undefined) return 'form'
  const isLet = hosts === undefined || hosts.some((one) => one === host || one === host.replace(/:\d+$/, ''))
  return isLet ? undefined : 'host'
}
