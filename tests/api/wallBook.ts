/** A small demonstration with its desk, and walls made from it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import supertest from 'supertest'
import { app } from '#server/app.ts'
import { asSession } from '#server/db/db.ts'
import { openSession } from '#server/http/signIn/sessionRows.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { makeClient } from '#server/db/pools.ts'
import { listen } from '#server/live/listen.ts'
import { freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { accountIn, cookieOf, HERE } from './people.ts'

export interface Asking {
  readonly cookie?: string
  readonly body?: object
}

/** The whole server over the demo district, without demo identities; its listener is on, as in the product. */
export async function wallBook() {
  const book = await freshDatabase({ demo: true })
  await book.owner.query('truncate demo_identity')
  const kit = kitOn(book)
  const listening = createServer(app(kit)).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const heard = new Promise<void>((resolve) => kit.hub.onRefresh(resolve))
  const listener = listen(() => makeClient(book.urls.server), kit.hub, kit.log)
  await heard
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  const server = supertest(url)

  /** A question below /api, or to the tiles; more of them than an address has a minute are none of these tests' business. */
  async function ask(method: 'get' | 'post' | 'delete', path: string, { cookie, body }: Asking = {}) {
    await book.owner.query('truncate rate_limit')
    const asking = server[method](path.startsWith('/tiles/') ? path : `/api${path}`)
    return asking.set({ ...HERE, ...(cookie && { cookie }) }).send(body)
  }
  let serial = 0
  /** The cookie of one who wears this post. */
  async function person(kind: PostKind): Promise<string> {
    const { rows } = await book.owner.query<{ grid: number; department: number }>(
      'select grid, lead_department as department from enterprise where grid is not null and lead_department is not null limit 1',
    )
    const bound = kind.startsWith('grid') ? { grids: [rows[0]!.grid] } : kind.startsWith('dep') ? { department: rows[0]!.department } : {} // prettier-ignore
    const made = await accountIn(book, `${kind}${++serial}`, kind, bound)
    const from = { address: '127.0.0.1', agent: 'test' }
    return `anjian_session=${await asSession(book.pool, (db) => openSession(db, { ...made, step: 'done', assured: true }, from))}`
  }
  const officer = await person('duty-officer')
  /** Saves a scene. @returns its id */
  async function scene(name: string, state = '#map=12/37.43/121.51&v=1&risk=1'): Promise<number> {
    const { body } = await ask('post', '/scenes', { cookie: officer, body: { name, state } })
    return body.id
  }
  /** Makes a link and follows it in a browser of its own. */
  async function wall(scenes: readonly number[], days = 30) {
    const made = await ask('post', '/walls', { cookie: officer, body: { name: `大厅${++serial}`, scenes, days } })
    const { token, row } = made.body as { token: string; row: { id: number; name: string } }
    const entered = await ask('post', '/session/wall', { body: { token } })
    return { token, row, cookie: cookieOf(entered), entered }
  }
  async function close() {
    await listener.close()
    listening.closeAllConnections()
    listening.close()
    await book.drop()
  }
  return { book, hub: kit.hub, url, ask, person, officer, scene, wall, close }
}
