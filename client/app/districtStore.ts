import { defineStore } from 'pinia'
import { computed } from 'vue'
import { grids } from '#core/contract/grids.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** The district of the book; an empty book has none. */
export const useDistrict = defineStore('district', () => {
  const { answer, state, retry } = useAnswer(grids.district, () => ({}), { layers: ['district'] })
  const isEmptyBook = computed(() => answer.value === null)
  return { district: answer, state, retry, isEmptyBook }
})
