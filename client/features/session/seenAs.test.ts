import { expect, test } from 'vitest'
import type { Session } from '#core/contract/session.ts'
import { seenAs } from './seenAs.ts'

const PUBLIC: Session = {
  person: '公众',
  role: 'public',
  label: '公众',
  labelEn: 'Public',
  grids: [],
  department: null,
  enterprise: null,
  enterprises: [],
  worn: null,
  demo: false,
  unasked: false,
  address: null,
  account: null,
}
const account = { id: 1, userName: 'lina', post: 7, posts: [] }

test('a sign-in that waits for its code shows no more than before', () => {
  expect(seenAs({ ...PUBLIC, account: { ...account, step: 'code' } })).toBe(seenAs(PUBLIC))
})

test.each([
  ['another role', { role: 'government' }],
  ['other grids', { grids: [3] }],
  ['other assignments of an expert', { enterprises: [3] }],
  ['another person', { person: '李娜（lina）' }],
  ['another post', { account: { ...account, step: 'done' } }],
] as const)('%s shows something else', (_name, other) => {
  expect(seenAs({ ...PUBLIC, ...other } as Session)).not.toBe(seenAs(PUBLIC))
})
