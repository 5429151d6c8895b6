import { describe, expect, test } from 'vitest'
import { actOf, isTyping } from './keys.ts'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  isComposing: false,
  ...more,
})
const at = (tagName: string, more: object = {}) => ({ tagName, ...more }) as unknown as EventTarget

describe('actOf', () => {
  test.each([
    ['/', 'search'],
    ['f', 'filters'],
    ['F', 'filters'],
    ['l', 'list'],
    ['b', 'draw'],
    ['[', 'left'],
    [']', 'right'],
    ['?', 'help'],
    ['Escape', 'back'],
    ['q', undefined],
    ['ArrowUp', undefined],
    ['toString', undefined],
  ])('%s is %s', (key, act) => {
    expect(actOf(press(key), false)).toBe(act)
  })

  test.each([
    ['with Ctrl, as the browser’s own find', { ctrlKey: true }],
    ['while Chinese is being composed', { isComposing: true }],
    ['that another has taken', { defaultPrevented: true }],
  ])('leaves a key alone %s', (_when, more) => {
    expect(actOf(press('f', more), false)).toBeUndefined()
  })

  test('leaves every key alone while text is typed', () => {
    expect(actOf(press('/'), true)).toBeUndefined()
    expect(actOf(press('Escape'), true)).toBeUndefined()
  })
})

test.each([
  [at('INPUT', { type: 'text' }), true],
  [at('INPUT', { type: 'date' }), true],
  [at('INPUT', { type: 'checkbox' }), false],
  [at('INPUT', { type: 'range' }), false],
  [at('TEXTAREA'), true],
  [at('SELECT'), true],
  [at('DIV', { isContentEditable: true }), true],
  [at('BUTTON'), false],
  [null, false],
])('text is typed in %o: %s', (target, typing) => {
  expect(isTyping(target)).toBe(typing)
})
