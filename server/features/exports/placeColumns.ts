import type { PlaceRow } from '#core/contract/places.ts'
import type { TenantRow } from '#core/contract/tenants.ts'
import { type Column, number, text } from './columns.ts'
import { say } from './words.ts'

const KINDS = { park: ['园区', 'Park'], tower: ['楼宇', 'Tower'] } as const

export const PLACE_COLUMNS: readonly Column<PlaceRow>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  text(['名称', 'Name', 'NAME', 28], ({ name }) => name),
  text(['类型', 'Kind', 'KIND', 10], ({ kind }, language) => say(KINDS[kind], language)),
  text(['园区楼宇编号', 'Number', 'CODE', 16], ({ code }) => code),
  text(['网格', 'Grid', 'GRID', 16], ({ gridName }) => gridName),
  text(['管理单位', 'Manager', 'MANAGER', 32], ({ managerName }) => managerName),
  text(['负责人', 'Responsible person', 'PERSON', 14], ({ person }) => person),
  number(['有档案入驻单位', 'Tenants with a file', 'TENANTS', 14], ({ tenants }) => tenants),
  number(['无档案入驻单位', 'Tenants without a file', 'NO_FILE', 14], ({ tenantsWithoutFile }) => tenantsWithoutFile),
  number(['未闭环隐患', 'Open hazards', 'HZ_OPEN', 12], ({ hazardsOpen }) => hazardsOpen),
  number(['超期隐患', 'Overdue hazards', 'HZ_OVERDUE', 12], ({ hazardsOverdue }) => hazardsOverdue),
]

export const TENANT_COLUMNS: readonly Column<TenantRow>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  text(['入驻单位', 'Tenant', 'NAME', 32], ({ name }) => name),
  number(['园区楼宇内部编号', 'Place id', 'PLACE', 12], ({ place }) => place),
  text(['园区或楼宇', 'Park or tower', 'PLACE_NAME', 28], ({ placeName }) => placeName),
  text(['楼层房间', 'Floor and room', 'ROOM', 18], ({ room }) => room),
  text(['行业代码 GB/T 4754', 'Industry GB/T 4754', 'INDUSTRY', 12], ({ industry }) => industry),
  text(['联系人', 'Contact', 'CONTACT', 14], ({ contact }) => contact),
  text(['入驻日期', 'Since', 'SINCE', 12], ({ since }) => since),
]
