import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useView } from '#client/view/viewStore.ts'
import { districtName } from '#client/view/districtName.ts'
import { useDistrict } from './districtStore.ts'

/** What the product calls itself: by the district where that is known. */
export function useDistrictTitle() {
  const book = useDistrict()
  const view = useView()
  const { t } = useI18n({ useScope: 'global' })
  return computed(() =>
    book.district ? t('shell.title', { district: districtName(book.district.name, view.locale) }) : t('shell.product'),
  )
}
