import { VideoRow } from '#core/contract/sensors.ts'
import { linkFault } from '#core/domain/videoLink.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { LINK_FORM } from './refusals.ts'

/** Hosts that links may lead to; undefined: every host. */
export type Hosts = readonly string[] | undefined

/** Cameras of a source, where it is in scope. */
export const listVideos = async (db: Db, source: number) => ({
  rows: await db.many(
    VideoRow,
    sql`select m.id, m.hazard_source as source, m.kind, m.code, m.name, m.link, m.part, m.changed_at as "changedAt", m.changed_by as "changedBy"
      from sensor m where m.kind = 'video' and m.hazard_source = ${source}::integer order by m.code collate "C", m.id`,
  ),
})

/** @throws Problem entry-refused where a link is none, or leads to a host that is not let */
export function expectLink(link: string, hosts: Hosts): void {
  const fault = linkFault(link, hosts)
  if (fault === 'form') throw problem('entry-refused', LINK_FORM, 'body.link')
  if (fault === 'host') throw problem('entry-refused', notLet(hosts ?? []), 'body.link')
}

const notLet = (hosts: readonly string[]) =>
  [
    `视频链接只能指向已允许的主机：${hosts.join('、')}；请换用该主机的链接，或请系统管理员在 VIDEO_HOSTS 中加入新主机。`,
    `Links of cameras may lead to these hosts alone: ${hosts.join(', ')}. Use a link there, or ask the system administrator to add the host to VIDEO_HOSTS.`,
  ] as const
