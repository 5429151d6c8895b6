import { watch } from 'vue'
import { useDistrictTitle } from './districtTitle.ts'

/** Names the page in the title of the window, before the product. */
export function usePageTitle(page: () => string) {
  const product = useDistrictTitle()
  watch(
    () => `${page()} · ${product.value}`,
    (title) => (document.title = title),
    { immediate: true },
  )
}
