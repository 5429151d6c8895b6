import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useScope } from '#client/view/scopeStore.ts'

/** Of what part of the district figures are, in words; empty until it is known. */
export function useScopeText() {
  const { t } = useI18n({ useScope: 'global' })
  const scope = useScope()
  return computed(() => {
    const part = scope.role ? t(`panels.scope.${scope.role}`) : ''
    return scope.cutTo.length > 0 ? t('panels.scope.named', { part, names: scope.cutTo.join(t('words.and')) }) : part
  })
}
