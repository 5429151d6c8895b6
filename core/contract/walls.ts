import { z } from 'zod'
import type { PostKind } from '#core/domain/posts.ts'
import { Id, IdText, Instant, lineText, route } from './route.ts'

/** Posts that make scenes and links for walls. */
export const MANAGERS = ['leader', 'duty-officer'] as const satisfies readonly PostKind[]
/** Longest that a link for a wall lasts, days. */
export const MOST_WALL_DAYS = 366
/** Scenes that one link shows at most. */
const MOST_SCENES = 200

/** Link by which a wall 大屏 shows its scenes without signing in; the token itself is told once. */
export const Wall = z.object({
  id: Id,
  name: z.string(),
  scenes: z.array(Id),
  madeBy: z.string(),
  madeAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  /** From which address it was used last. */
  usedFrom: z.string().nullable(),
})
export type Wall = z.infer<typeof Wall>

const managed = { only: ['government'], posts: MANAGERS } as const

export const walls = {
  list: route({
    ...managed,
    method: 'GET',
    path: '/walls',
    summary: 'Links for walls, the latest first; for leaders and duty officers',
    response: z.array(Wall),
  }),
  add: route({
    ...managed,
    method: 'POST',
    path: '/walls',
    summary: 'Make a link for a wall, bound to scenes; it is shown once: `/wall#wall=<token>`',
    body: z.object({
      name: lineText(80),
      scenes: z.array(Id).min(1).max(MOST_SCENES),
      days: z.number().int().min(1).max(MOST_WALL_DAYS),
    }),
    response: z.object({ token: z.string(), row: Wall }),
  }),
  end: route({
    ...managed,
    method: 'DELETE',
    path: '/walls/:id',
    summary: 'End a link for a wall; it opens nothing from then on, on open screens too',
    params: z.object({ id: IdText }),
    response: z.object({ done: z.boolean() }),
  }),
}
