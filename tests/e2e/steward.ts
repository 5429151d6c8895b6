import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PostKind } from '#core/domain/posts.ts'
import type { Product } from '../product.ts'
import { authenticator, PASSWORD } from './people.ts'

/**
 * Makes the first administrator of an empty book and one more person with a post, by the API and with real second factors. The page
 * is signed in as that person afterwards.
 */
export async function begins(page: Page, product: Product, kind: PostKind) {
  const origin = product.url
  const post = async <Answer>(path: string, data: object): Promise<Answer> => {
    const answer = await page.request.post(`${origin}/api${path}`, { data, headers: { origin } })
    expect(answer.status(), path).toBe(201)
    return (await answer.json()) as Answer
  }
  const enrol = async () => {
    const { secret } = await post<{ secret: string }>('/account/second-factor', {})
    await post('/account/second-factor/code', { code: authenticator(secret)() })
  }
  await post('/session/setup', { token: product.setup, userName: 'zhangwei', name: '张伟', password: PASSWORD })
  await enrol()
  const who = (await (await page.request.get(`${origin}/api/session`)).json()) as {
    account: { posts: { id: number; kind: string }[] }
  }
  const security = who.account.posts.find((one) => one.kind === 'security-administrator')
  await post('/session/post', { post: security?.id })
  const made = await post<{ link: { link: string } }>('/accounts', {
    userName: 'luqinghe',
    name: '陆青禾',
    posts: [{ kind }],
  })
  await page.request.delete(`${origin}/api/session`, { headers: { origin } })
  await post('/account/link', { token: made.link.link.split('#link=')[1], password: PASSWORD })
  await post('/session', { name: 'luqinghe', password: PASSWORD })
  await enrol()
}
