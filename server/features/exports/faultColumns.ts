import { z } from 'zod'
import { CoverageFault } from '#core/contract/coverage.ts'
import { FAULT_KIND_WORDS, NODE_REASON_WORDS } from '#core/domain/coverage.ts'
import { type Column, number, text } from './columns.ts'

/** A fault stands at its position; of territory `size` is the area, m². */
export const ExportedFault = CoverageFault.omit({ area: true, shape: true }).extend({ size: z.number().nullable() })

export const FAULT_COLUMNS: readonly Column<z.output<typeof ExportedFault>>[] = [
  text(['编号', 'Key', 'KEY', 28], ({ key }) => key),
  text(['盲点', 'Blind spot', 'KIND', 18], ({ kind }, language) => FAULT_KIND_WORDS[kind][language]),
  text(['名称', 'Name', 'NAME', 32], ({ name }) => name),
  text(['网格', 'Grid', 'GRID', 16], ({ gridName }) => gridName),
  text(['原因', 'Why', 'REASON', 18], ({ reason }, language) => reason && NODE_REASON_WORDS[reason][language]),
  text(['主管部门', 'Lead units', 'LEADS', 28], ({ leads }) => leads.join('、')),
  number(['数量', 'Amount', 'AMOUNT', 10], ({ amount }) => amount),
  number(['面积（平方米）', 'Area, m²', 'AREA_M2', 14], ({ size }) => size),
  number(['最大宽度（米）', 'Greatest width, m', 'WIDTH_M', 14], ({ width }) => width),
  text(
    ['建议责任方', 'Proposed owner', 'OWNER', 20],
    ({ owner }, language) => owner.name || (language === 'zh' ? '政府' : 'Government'),
  ),
]
