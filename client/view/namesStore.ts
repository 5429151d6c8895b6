import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import { grids } from '#core/contract/grids.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useView } from './viewStore.ts'

/** Names of what conditions point at by id: grids and member units from the server, places as the page meets them. */
export const useNames = defineStore('names', () => {
  const view = useView()
  const tree = useAnswer(grids.list, () => ({}), { layers: ['grids'] })
  const units = useAnswer(grids.departments, () => ({}), { layers: ['departments'] })
  const places = shallowReactive(new Map<string, string>())

  const departments = computed(() => units.answer.value ?? [])
  const territories = computed(() => (tree.answer.value ?? []).filter(({ level }) => level === 3))
  const gridNames = computed(() => new Map(territories.value.map(({ id, name }) => [String(id), name])))
  const departmentNames = computed(
    () =>
      new Map(
        departments.value.map((one) => [String(one.id), view.locale === 'en' ? (one.nameEn ?? one.name) : one.name]),
      ),
  )
  return { departments, territories, gridNames, departmentNames, places }
})
