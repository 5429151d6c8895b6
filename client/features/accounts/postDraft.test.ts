import { describe, expect, test } from 'vitest'
import { NewPost } from '#core/contract/accounts.ts'
import { POST_KINDS, POSTS } from '#core/domain/posts.ts'
import { bindingOf, emptyPost, gapOf, kindsBeside, postOf } from './postDraft.ts'

const whole = { ...emptyPost(), grids: [3], department: 4, identifier: ' 91370600MA3C0F1X2Y ' }

describe('a draft of a post', () => {
  test.each(POST_KINDS)('%s is bound to what its kind is bound to, and to nothing else', (kind) => {
    const post = postOf({ ...whole, kind })!
    expect(NewPost.safeParse(post).success).toBe(true)
    const bound = {
      grids: post.grids?.length === 1,
      department: post.department === 4,
      enterprise: post.identifier === '91370600MA3C0F1X2Y',
    }
    for (const [name, is] of Object.entries(bound)) expect(is, name).toBe(POSTS[kind].of === name)
  })

  test.each([
    [{}, 'kind'],
    [{ kind: 'grid-chief' }, 'grids'],
    [{ kind: 'department-officer' }, 'department'],
    [{ kind: 'worker' }, 'enterprise'],
    [{ kind: 'leader', from: '2026-11-26T08:00', until: '2026-11-25T08:00' }, 'time'],
    [{ kind: 'leader', until: 'tomorrow' }, 'time'],
    [{ kind: 'leader', from: '2026-11-25T08:00', until: '2026-11-26T08:00' }, undefined],
  ] as const)('%j lacks %s', (given, gap) => {
    const draft = { ...emptyPost(), ...given }
    expect(gapOf(draft)).toBe(gap)
    expect(postOf(draft) === undefined).toBe(gap !== undefined)
  })

  test('a stand-in holds it from when until when, by the clock of the district', () => {
    const post = postOf({ ...emptyPost(), kind: 'leader', from: '2026-11-25T08:00', until: '2026-11-26T08:00' })
    expect(post).toMatchObject({ fromAt: '2026-11-25T00:00:00.000Z', untilAt: '2026-11-26T00:00:00.000Z' })
  })

  test('knows no binding before a kind is chosen', () => expect(bindingOf(emptyPost())).toBeUndefined())
})

test('who holds one administration is offered no other', () => {
  expect(kindsBeside(['leader'])).toEqual(POST_KINDS)
  const beside = kindsBeside(['leader', 'security-administrator'])
  expect(beside).toContain('security-administrator')
  expect(beside).not.toContain('audit-administrator')
  expect(beside).not.toContain('system-administrator')
})
