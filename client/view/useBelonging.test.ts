import { expect, test } from 'vitest'
import { ref, shallowRef } from 'vue'
import { Problem } from '#core/contract/problem.ts'
import type { AnswerState } from '#client/api/useAnswer.ts'
import { useBelonging } from './useBelonging.ts'

const failed: AnswerState = { is: 'failed', problem: new Problem('no-answer', '连不上\nNo answer'), retryIn: 2 }

function asking() {
  const answer = shallowRef<object>()
  const state = ref<AnswerState>({ is: 'busy' })
  const risk = ref('1')
  return { answer, state, risk, belonging: useBelonging({ answer, state }, () => ({ risk: risk.value })) }
}

test('an answer is of the question that it came for, and older as soon as another is put', () => {
  const { answer, risk, belonging } = asking()
  answer.value = {}
  expect(belonging.value).toBe('own')
  risk.value = '2'
  expect(belonging.value).toBe('older')
  answer.value = {}
  expect(belonging.value).toBe('own')
})

test('once the new question has failed the old answer stays away, also while it is tried again', () => {
  const { answer, state, risk, belonging } = asking()
  answer.value = {}
  risk.value = '2'
  state.value = failed
  expect(belonging.value).toBe('none')
  state.value = { is: 'busy' }
  expect(belonging.value).toBe('none')
  answer.value = {}
  expect(belonging.value).toBe('own')
})

test('the old answer goes where the new one takes long', () => {
  const { answer, state, risk, belonging } = asking()
  answer.value = {}
  risk.value = '2'
  state.value = { is: 'late' }
  expect(belonging.value).toBe('none')
})

test('a failure to renew leaves the answer of the same question where it is', () => {
  const { answer, state, belonging } = asking()
  answer.value = {}
  state.value = failed
  expect(belonging.value).toBe('own')
})

test('the question before asked again after a failure has its answer still', () => {
  const { answer, state, risk, belonging } = asking()
  answer.value = {}
  risk.value = '2'
  state.value = failed
  risk.value = '1'
  expect(belonging.value).toBe('own')
})
