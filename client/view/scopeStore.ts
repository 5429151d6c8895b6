import { defineStore } from 'pinia'
import { computed } from 'vue'
import { session } from '#core/contract/session.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useNames } from './namesStore.ts'

/** What of the district is seen here at all: figures of a part must not be called those of the whole. */
export const useScope = defineStore('scope', () => {
  const names = useNames()
  const { answer } = useAnswer(session.read, () => ({}), { layers: [] })

  /** Undefined until it is known who asks. */
  const role = computed(() => answer.value?.role)
  const isCut = computed(() => role.value !== undefined && role.value !== 'government')
  /** Names of the member unit or the grids that it is cut to; none where it needs no name. */
  const cutTo = computed((): string[] => {
    const who = answer.value
    if (who?.role === 'department') return named(names.departmentNames, who.department === null ? [] : [who.department])
    return who?.role === 'grid' ? named(names.gridNames, who.grids) : []
  })
  return { role, isCut, cutTo }
})

const named = (names: ReadonlyMap<string, string>, ids: readonly number[]) =>
  ids.flatMap((id) => names.get(String(id)) ?? [])
