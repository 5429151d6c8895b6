import { describe, expect, test } from 'vitest'
import { PROBLEMS, Problem, type ProblemCode } from '#core/contract/problem.ts'
import { problem, problemOf } from './problems.ts'

const failing = (message: string, about: object = {}) => Object.assign(new Error(message), about)

describe('problemOf', () => {
  test.each([
    ['a statement that took too long', failing('canceling statement', { code: '57014' }), 'too-slow'],
    ['a table one has no right to', failing('permission denied', { code: '42501' }), 'not-allowed'],
    ['an id beyond int4', failing('out of range for type integer', { code: '22003' }), 'invalid-request'],
    ['a zero byte in a text', failing('invalid byte sequence', { code: '22021' }), 'invalid-request'],
    ['a division by zero of ours', failing('division by zero', { code: '22012' }), 'internal'],
    ['a server that refuses connections', failing('connect', { code: 'ECONNREFUSED' }), 'no-answer'],
    ['a socket file that is gone', failing('connect ENOENT', { code: 'ENOENT', syscall: 'connect' }), 'no-answer'],
    ['a file of ours that is gone', failing('open ENOENT', { code: 'ENOENT', syscall: 'open' }), 'internal'],
    ['a back end that was shut down', failing('terminating connection', { code: '57P01' }), 'no-answer'],
    ['a lost connection', failing('connection failure', { code: '08006' }), 'no-answer'],
    ['a connection that broke off', failing('Connection terminated unexpectedly'), 'no-answer'],
    ['a pool that found none in time', failing('timeout exceeded when trying to connect'), 'no-answer'],
    [
      'a body that is no JSON',
      failing('Unexpected token', { status: 400, type: 'entity.parse.failed' }),
      'invalid-request',
    ],
    [
      'a body that is too large',
      failing('request entity too large', { status: 413, type: 'entity.too.large' }),
      'too-large',
    ],
    [
      'a body in an unknown character set',
      failing('unsupported charset "X"', { status: 415, type: 'charset.unsupported' }),
      'unreadable-encoding',
    ],
    ['a misspelt column of ours', failing('column "usc" does not exist', { code: '42703' }), 'internal'],
    ['what is no error at all', 'nonsense', 'internal'],
  ])('names %s', (_what, error, code) => {
    expect(problemOf(error).code).toBe(code)
  })

  test('leaves a problem as it is', () => {
    const known = new Problem('setup-token-wrong', 'x')
    expect(problemOf(known)).toBe(known)
  })

  test('repeats nothing of an error that is not for people', () => {
    const shown = JSON.stringify(problemOf(failing('password of anjian_owner is 123456', { code: 'XX000' })))
    expect(shown).not.toContain('anjian_owner')
  })
})

test.each(Object.keys(PROBLEMS) as ProblemCode[])('%s speaks Chinese, then English', (code) => {
  const [zh = '', en = '', ...more] = problem(code).message.split('\n')
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
  expect(en).toMatch(/^[\x20-\x7e]+\.$/)
  expect(more).toEqual([])
})
