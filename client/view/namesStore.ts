import { defineStore } from 'pinia'
import { computed } from 'vue'
import { grids } from '#core/contract/grids.ts'
import { places } from '#core/contract/places.ts'
import { session } from '#core/contract/session.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useView } from './viewStore.ts'

/** Names of what conditions point at by id: grids, member units and places. */
export const useNames = defineStore('names', () => {
  const view = useView()
  const tree = useAnswer(grids.list, () => ({}), { layers: ['grids'] })
  const units = useAnswer(grids.departments, () => ({}), { layers: ['departments'] })
  const listed = useAnswer(places.names, () => ({}), { layers: ['places'] })

  const identities = useAnswer(session.identities, () => (view.locale === 'en' ? {} : undefined), { layers: [] })

  const departments = computed(() => units.answer.value ?? [])
  const territories = computed(() => (tree.answer.value ?? []).filter(({ level }) => level === 3))
  /** Nodes of level 2 in scope: member units as bodies of the grid. */
  const bodies = computed(() => (tree.answer.value ?? []).filter(({ level }) => level === 2))
  /** Whether the grids in scope have been answered. */
  const isKnown = computed(() => tree.answer.value !== undefined)
  const gridNames = computed(() => new Map(territories.value.map(({ id, name }) => [String(id), name])))
  const departmentNames = computed(
    () =>
      new Map(
        departments.value.map((one) => [String(one.id), view.locale === 'en' ? (one.nameEn ?? one.name) : one.name]),
      ),
  )
  const placeNames = computed(() => new Map((listed.answer.value ?? []).map(({ id, name }) => [String(id), name])))
  /** By what the book calls it, which is Chinese: as the language of the page has it. */
  const unitName = (name: string) =>
    (view.locale === 'en' && departments.value.find((one) => one.name === name)?.nameEn) || name
  /** A person as the book keeps them; identities of the demonstration are no names, and are told in either language. */
  const personName = (person: string) =>
    (view.locale === 'en' && identities.answer.value?.find(({ label }) => label === person)?.labelEn) || person
  return { departments, territories, bodies, isKnown, gridNames, departmentNames, placeNames, unitName, personName }
})
