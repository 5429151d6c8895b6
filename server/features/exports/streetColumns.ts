import type { PatrolStreet } from '#core/contract/patrols.ts'
import { type Column, number, text } from './columns.ts'

export const STREET_COLUMNS: readonly Column<PatrolStreet>[] = [
  text(['编号', 'Key', 'KEY', 14], ({ key }) => key),
  text(['街道', 'Street', 'NAME', 24], ({ name }) => name),
  text(['网格', 'Grid', 'GRID', 16], ({ gridName }) => gridName),
  number(['长度（米）', 'Length, m', 'LENGTH_M', 12], ({ lengthM }) => Math.round(lengthM)),
  number(['未巡查（米）', 'Not walked, m', 'UNWALKED_M', 14], ({ unwalkedM }) => Math.round(unwalkedM)),
  text(['最近有人到过', 'Last walked', 'WALKED_AT', 22], ({ walkedAt }) => walkedAt),
]
