import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useView } from './viewStore.ts'

beforeEach(() => setActivePinia(createPinia()))

describe('conditions', () => {
  test('toggle adds a value, and takes it away again', () => {
    const view = useView()
    view.toggle('risk', '1')
    view.toggle('risk', '2')
    expect(view.filter).toEqual({ risk: '1,2' })
    expect(view.has('risk', '2')).toBe(true)
    view.toggle('risk', '1')
    expect(view.filter).toEqual({ risk: '2' })
    view.toggle('risk', '2')
    expect(view.filter).toEqual({})
  })

  test('has does not take a part of a value for the value', () => {
    const view = useView()
    view.set('grid', '12')
    expect(view.has('grid', '1')).toBe(false)
  })

  test('the box of the camera is no condition', () => {
    const view = useView()
    view.set('bbox', '1,1,2,2')
    expect(view.filter).toEqual({})
  })

  test('setting what is set already changes nothing', () => {
    const view = useView()
    view.set('class', 'A')
    const before = view.filter
    view.set('class', 'A')
    expect(view.filter).toBe(before)
  })
})

describe('back', () => {
  test('goes from floating thing to selection to drawing to the last condition', () => {
    const view = useView()
    const close = vi.fn()
    view.set('class', 'A')
    view.set('risk', '1')
    view.drawing = true
    view.select({ kind: 'enterprise', id: 12 })
    view.onBack(close)

    expect(view.back()).toBe(true)
    expect(close).toHaveBeenCalledOnce()
    expect(view.selection).toEqual({ kind: 'enterprise', id: 12 })
    expect(view.back()).toBe(true)
    expect(view.selection).toBeUndefined()
    expect(view.back()).toBe(true)
    expect(view.drawing).toBe(false)
    expect(view.back()).toBe(true)
    expect(view.filter).toEqual({ class: 'A' })
    expect(view.back()).toBe(true)
    expect(view.back()).toBe(false)
  })

  test('leaves out a floating thing that closed by itself', () => {
    const view = useView()
    const close = vi.fn()
    view.onBack(close)()
    expect(view.back()).toBe(false)
    expect(close).not.toHaveBeenCalled()
  })

  test('undoes the condition that was changed last, not the one that was added last', () => {
    const view = useView()
    view.set('class', 'A')
    view.set('risk', '1')
    view.toggle('class', 'B')
    view.back()
    expect(view.filter).toEqual({ risk: '1' })
  })
})

test('two requests for the same place are two requests', () => {
  const view = useView()
  view.show([121.5, 37.4], 15)
  const first = view.target
  view.show([121.5, 37.4], 15)
  expect(view.target?.position).toEqual(first?.position)
  expect(view.target?.at).not.toBe(first?.at)
})
