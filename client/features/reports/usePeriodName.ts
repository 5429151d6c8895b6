import { useI18n } from 'vue-i18n'

/** How a period is called: 2026 年第 3 季度, 2026 年度. */
export function usePeriodName(): (period: string) => string {
  const { t } = useI18n({ useScope: 'global' })
  return (period) => {
    const [year = '', quarter = ''] = period.split('-Q')
    return t(quarter ? 'reports.quarter' : 'reports.year', { year, quarter })
  }
}
