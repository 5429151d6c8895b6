const ZONE = 'Asia/Shanghai'
const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' })

/** `2026-03-02 09:00:00` of the district. */
export const auditTime = (at: string): string => moment.format(Date.parse(at))
