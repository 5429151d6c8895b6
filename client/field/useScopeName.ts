import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { districtName } from '#client/view/districtName.ts'
import { useField } from './book/fieldStore.ts'
import { locale } from './useLooks.ts'

/** What the person answers for: the name of the grid, how many of them, or the enterprise. */
export function useScopeName() {
  const field = useField()
  const { t } = useI18n({ useScope: 'global' })
  return computed(() => {
    const { who } = field
    const own = field.grids.filter(({ id }) => who?.grids.includes(id))
    if (own.length === 1) return own[0]!.name
    if (own.length > 1) return t('field.grids', { n: own.length, name: own[0]!.name })
    if (who?.enterprise != null)
      return field.enterprises.find(({ id }) => id === who.enterprise)?.name ?? t('field.name')
    return field.head?.district ? districtName(field.head.district, locale.value) : t('field.name')
  })
}
