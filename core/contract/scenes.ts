import { z } from 'zod'
import { Id, IdText, Instant, lineText, route } from './route.ts'
import { MANAGERS } from './walls.ts'

/** Seconds that a playlist stays on a scene. */
export const SCENE_SECONDS = { least: 10, first: 30, most: 600 } as const
/** Longest address of a view: a drawn polygon of five hundred corners and every other condition. */
const MOST_STATE = 16_000

const Name = lineText(80)
const Seconds = z.number().int().min(SCENE_SECONDS.least).max(SCENE_SECONDS.most).meta({ 'x-unit': 's' })
/** State of the view as the page's address has it: camera, then version, then the rest. */
const State = z
  .string()
  .max(MOST_STATE)
  .regex(
    /^#(map=[0-9./-]+&)?v=[0-9]+(&[!-~]*)?$/,
    '不是视图的地址；请在一张图上保存场景。\nThis is no address of a view: save the scene from the map.',
  )

/** Scene 大屏场景 as a wall gets it: one state of the view, in the order of the playlist. */
export const ShownScene = z.object({ id: Id, name: z.string(), state: z.string(), seconds: Seconds })
export type ShownScene = z.infer<typeof ShownScene>
export const Scene = ShownScene.extend({ madeBy: z.string(), madeAt: Instant })
export type Scene = z.infer<typeof Scene>

const government = { only: ['government'] } as const
const managed = { ...government, posts: MANAGERS } as const
const params = z.object({ id: IdText })

export const scenes = {
  list: route({
    ...government,
    method: 'GET',
    path: '/scenes',
    summary: 'Scenes for walls in the order of the playlist; for the government side',
    response: z.array(Scene),
  }),
  shown: route({
    method: 'GET',
    path: '/scenes/shown',
    summary: 'What a wall shows: the scenes of its link; to the government side, all of them',
    only: ['government', 'wall'],
    wall: true,
    response: z.array(ShownScene),
  }),
  add: route({
    ...managed,
    method: 'POST',
    path: '/scenes',
    summary: 'Save a state of the view as a scene, the last of the playlist',
    body: z.object({ name: Name, state: State, seconds: Seconds.default(SCENE_SECONDS.first) }),
    response: Scene,
  }),
  order: route({
    ...managed,
    method: 'POST',
    path: '/scenes/order',
    summary: 'Put scenes into the order given; those not named come after them',
    body: z.object({ scenes: z.array(Id).min(1).max(1000) }),
    response: z.array(Scene),
  }),
  change: route({
    ...managed,
    method: 'POST',
    path: '/scenes/:id',
    summary: 'Name a scene anew, and how long a playlist stays on it',
    params,
    body: z.object({ name: Name, seconds: Seconds }),
    response: Scene,
  }),
  drop: route({
    ...managed,
    method: 'DELETE',
    path: '/scenes/:id',
    summary: 'Delete a scene; it falls off every wall, and a link that showed nothing else ends',
    params,
    response: z.object({ done: z.boolean() }),
  }),
}
