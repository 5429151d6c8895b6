import { z } from 'zod'
import { HazardEvent } from '#core/contract/hazardLoop.ts'
import { HazardFile, HazardRow } from '#core/contract/hazards.ts'
import { HAND_ACTS, hasRight, transitionOf } from '#core/domain/hazardActs.ts'
import { barOf, dueBoundOf, type Hand, type LoopHazard } from '#core/domain/hazardLoop.ts'
import { POST_KINDS } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Ground, groundOf } from '../../filter/ground.ts'
import { alikeBefore } from '../../filter/parts/loopDefinitions.ts'
import { hazardColumns } from '../../filter/rows/hazardRows.ts'
import { problem } from '../../http/problems.ts'

const Asking = z.object({ post: z.enum(POST_KINDS).nullable(), key: z.string() })

/** Whose hand it is that asks; undefined where it wears no post of the loop. */
export async function handOf(db: Db, { department }: Ground): Promise<Hand | undefined> {
  const { post, key } = await db.one(
    Asking,
    sql`select app.hand_post() as post, app.hand_key(app.account(), coalesce(app.person(), session_user)) as key`,
  )
  return post ? { post, key, department: department ?? undefined } : undefined
}

const millis = z.number().nullable()
const Loop = z.object({
  events: z.number().int(),
  at: z.number(),
  state: HazardRow.shape.state,
  source: z.string(),
  major: z.boolean(),
  kind: HazardRow.shape.kind,
  dueAt: z.number(),
  dispatchedAt: millis,
  submittedAt: millis,
  closedAt: millis,
  finder: z.string(),
  submitter: z.string().nullable(),
  askedUntil: millis,
  supervising: z.number().int().nullable(),
  stopped: z.boolean(),
  revisitOn: z.string().nullable(),
  rebounded: z.boolean(),
  attended: z.boolean(),
})

/** A hazard as its log comes to, for the core to judge. @throws Problem not-found where it lies outside the scope */
export async function readLoop(db: Db, id: number): Promise<LoopHazard> {
  const found = await db.maybe(
    Loop,
    sql`select f.events, extract(epoch from f.at)::float8 * 1000 as at, f.state, h.source, f.major, f.kind, extract(epoch from f.due_at)::float8 * 1000 as "dueAt",
        extract(epoch from f.dispatched_at)::float8 * 1000 as "dispatchedAt", extract(epoch from f.submitted_at)::float8 * 1000 as "submittedAt", extract(epoch from f.closed_at)::float8 * 1000 as "closedAt", f.finder,
        f.submitter, extract(epoch from f.asked_until)::float8 * 1000 as "askedUntil", f.supervising, f.stopped, f.revisit_on::text as "revisitOn",
        exists (select from hazard r where r.rebound_of = h.id) as rebounded, app.is_attended(h.enterprise) as attended
      from hazard h, app.hazards_folded(array[h.id]) f where h.id = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}

const Told = HazardFile.omit({ log: true, may: true, photos: true, dueBound: true })

/** One hazard whole. @throws Problem not-found */
export async function readHazard(db: Db, id: number): Promise<HazardFile> {
  const ground = await groundOf(db)
  const loop = await readLoop(db, id)
  const told = await db.one(
    Told,
    sql`select ${hazardColumns(ground)}, h.stopped,
      (select jsonb_build_object('id', i.id, 'request', i.request, 'kind', i.kind, 'inspector', i.inspector,
        'inspectedAt', to_char(i.inspected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from inspection i where i.id = h.inspection) as inspection,
      (select jsonb_build_object('id', c.id, 'n', c.n, 'question', c.question, 'clause', c.clause) from checklist_item c
        where c.id = h.checklist_item) as "checklistItem",
      case when h.supervising is not null then jsonb_build_object('department', nullif(h.supervising, 0),
        'name', coalesce(s.name, (select name from district limit 1)), 'nameEn', s.name_en) end as supervising,
      h.revisit_on::text as "revisitOn", h.rebound_of as "reboundOf", (select r.id from hazard r where r.rebound_of = h.id) as "reboundAs",
      (select count(*)::int from hazard_event e where e.hazard = h.id and e.act = 'reject') as rejections,
      case when h.state = 'extension-requested' then (select e.due_at from hazard_event e where e.hazard = h.id and e.act = 'ask-extension'
        order by e.n desc limit 1) end as "askedUntil",
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'foundAt', to_char(o.found_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by o.found_at desc), '[]') from hazard o
        where ${alikeBefore}) as repeats,
      jsonb_build_object('foundToDispatched', extract(epoch from h.dispatched_at - h.found_at),
        'dispatchedToSubmitted', extract(epoch from h.submitted_at - h.dispatched_at),
        'submittedToClosed', extract(epoch from h.closed_at - h.submitted_at)) as clocks,
      nullif(h.received_at, h.found_at) as "receivedAt",
      case when h.found_point is not null then jsonb_build_object('position', jsonb_build_array(st_x(h.found_point), st_y(h.found_point)),
        'accuracyM', h.found_accuracy, 'distanceM', (select st_distance(n.geom::geography, h.found_point::geography) from enterprise n
          where n.id = h.enterprise)) end as "foundPlace"
    from hazard h left join department s on s.id = h.supervising where h.id = ${id}::integer`,
  )
  const [photos, log] = [await readPhotos(db, id), await readLog(db, id)]
  const hand = await handOf(db, ground)
  const now = ground.at.getTime()
  const dueBound = (hand && dueBoundOf(loop, now, hand.post)) ?? null
  return { ...told, photos, log, dueBound, may: hand ? rightsOf(loop, now, hand) : [] }
}

const Photo = HazardFile.shape.photos.element

/** Photographs of a hazard, as the devices date them, then as they were added. */
const readPhotos = (db: Db, id: number) =>
  db.many(
    Photo,
    sql`select d.id, d.taken_at as "takenAt",
      case when d.taken_point is not null then json_build_array(st_x(d.taken_point), st_y(d.taken_point)) end as position,
      d.taken_accuracy as "accuracyM", (select o.id from document o where o.original_of = d.id) as original, d.made_by as "madeBy",
      d.made_at as "madeAt"
    from document d where d.hazard = ${id}::integer order by d.taken_at, d.made_at, d.id`,
  )

/** What whoever asks has a right to do in this state, and what bars it all the same. */
function rightsOf(loop: LoopHazard, now: number, hand: Hand): HazardFile['may'] {
  const open = HAND_ACTS.filter((act) => transitionOf(act, loop.state) !== undefined && hasRight(hand.post, act, loop))
  const may = open.map((act) => ({ act, refusal: barOf(loop, act, now, hand) ?? null }))
  return may.filter(({ refusal }) => refusal !== 'not-major' && refusal !== 'not-stopped') // there is nothing to bar
}

const readLog = (db: Db, id: number) =>
  db.many(
    HazardEvent,
    sql`select e.n, e.act, e.from_state as "from", e.to_state as "to", e.at, e.person, e.post, d.name as "departmentName", e.note, e.kind,
      e.major, e.clause, e.due_at as "dueAt", e.responsible_unit as "responsibleUnit", e.responsible_person as "responsiblePerson",
      e.measures, e.funds::float8 as funds, e.emergency_plan as "emergencyPlan", e.stopped, e.revisit_on::text as "revisitOn", e.documents
    from hazard_event e left join department d on d.id = e.department where e.hazard = ${id}::integer order by e.n`,
  )
