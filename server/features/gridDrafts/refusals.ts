import { Problem } from '#core/contract/problem.ts'
import type { MeshFault } from '#core/domain/gridMesh/rawRings.ts'
import type { Refusal, RefusalReason } from '#core/domain/gridMesh/refusal.ts'
import { problem } from '../../http/problems.ts'
import type { RefusalWords } from '../../http/refusing.ts'

type Words = readonly [zh: string, en: string]

const REASONS: Readonly<Record<RefusalReason, Words>> = {
  'off-globe': ['位置不在地球上；请检查经纬度。', 'The place is not on the globe: check longitude and latitude.'],
  'no-vertex': [
    '这里已没有界点，可能已被他人移动；请在最新的草案上再做。',
    'There is no corner here any more; somebody may have moved it. Do it again on the draft as it is now.',
  ],
  'no-border': [
    '这两点之间没有边界；请选同一条边界上的点。',
    'There is no border between these places: choose corners of one border.',
  ],
  'no-grid': ['草案中没有这个网格；请刷新后再选。', 'The draft has no such grid: look again and choose.'],
  'grid-taken': ['新网格的编号已被占用；请再做一次。', 'The number of the new grid is taken: do it once more.'],
  'same-place': ['边界没有变化；请移到别处。', 'Nothing would change: move it somewhere else.'],
  junction: [
    '三条以上边界在此相交，不能删除；请移动它。',
    'More than two borders meet here, so it cannot be removed: move it.',
  ],
  crosses: ['边界会与另一条边界相交；请换个位置。', 'The border would cross another one: choose another place.'],
  touches: [
    '边界会碰到另一条边界或与其重合；请换个位置。',
    'The border would touch another one or run along it: choose another place.',
  ],
  vanishes: ['网格会只剩一条线；请换个位置。', 'Nothing of a grid would be left: choose another place.'],
  inverts: [
    '网格会翻转或盖住另一个网格；请换个位置。',
    'A grid would be turned inside out or lie over another: choose another place.',
  ],
  'outer-border': [
    '这是网格区域的外边界；确要改动请打开“外边界也可移动”。',
    'This is the border to what lies outside: allow the outer border to move if you mean it.',
  ],
  'not-neighbours': ['两个网格没有公共边界；请选相邻的网格。', 'The grids have no common border: choose neighbours.'],
  'off-border': [
    '分割线须从该网格的边界起、到该网格的边界止；请把两端放在边界上。',
    'The path has to begin and end on a border of the grid: put both ends there.',
  ],
  'two-rings': [
    '分割线连接了两圈边界，分不开网格；请从同一圈画到同一圈。',
    'The path leads from one ring to another and splits nothing: begin and end it on the same one.',
  ],
  'no-line': ['线至少要有两个点；请重画。', 'The line needs two places at least: draw it again.'],
  'leaves-grid': ['分割线越出了该网格；请画在网格之内。', 'The path leaves the grid: keep it within.'],
}

/** Why the mesh would not have it, and where. */
export function refusedBy({ reason, at }: Refusal): Problem {
  const message = REASONS[reason].join('\n')
  return new Problem('grid-draft-refused', message, [{ at: `${reason} ${at[0]} ${at[1]}`, message }])
}

const LAND = {
  'leaves-district': [
    '外边界会越出区界 1 厘米以上；请把界点放在区界上，或先导入新的区界。',
    'A grid would reach outside the district by a centimetre or more: keep the corner on the outline of the district, or import another outline first.',
  ],
  'bares-district': [
    '区内会有 1 厘米以上的地没有网格；外边界的界点只能沿区界移动，请换个位置。',
    'Ground of the district, a centimetre wide or more, would be in no grid: a corner on the outer border moves along the outline alone. Choose another place.',
  ],
} as const satisfies Record<string, Words>

/** Why the outer border may not go there, and where. */
export function refusedLand({ reason, lon, lat }: { reason: keyof typeof LAND; lon: number; lat: number }): Problem {
  return problem('grid-draft-refused', LAND[reason], `${reason} ${lon} ${lat}`)
}

/** Territories that are no mesh, by the names of the grids. */
export function notAMesh(faults: readonly MeshFault[], nameOf: (grid: number) => string): Problem {
  const listed = [...new Set(faults.flatMap(({ grids }) => grids))].map(nameOf)
  const words = [
    `有网格互相重叠或图形有误，不能编辑边界：${listed.join('、')}；请先用导入更正这些网格。`,
    `Grids overlap or are ill drawn, so borders cannot be edited: ${listed.join(', ')}. Correct them by an import first.`,
  ] as const
  return problem('grid-draft-refused', words)
}

const CASES = {
  outdated: [
    '起草以后现行网格已变，此草案不能再改、也不能生效；请撤回后另起一份。',
    'The grids have changed since the draft was begun, so it can be neither edited nor take effect: withdraw it and begin another.',
  ],
  state: [
    '草案现在的状态不能这样办理；请刷新后看能做什么。',
    'The draft does not take that in its present state: look again at what it takes.',
  ],
  undo: ['没有可以撤销的步骤。', 'There is nothing to take back.'],
  redo: ['没有可以重做的步骤。', 'There is nothing to do again.'],
  day: [
    '生效日期须为今天或以后，且在一年之内；请另选。',
    'It has to take effect today or later, within a year: choose another day.',
  ],
  unchanged: [
    '草案与现行网格相同，没有可以生效的改动。',
    'The draft is as the grids are now: there is nothing to take effect.',
  ],
  code: [
    '三级网格编码须为 15 位数字，前 6 位为本区代码；请改正。',
    'The code of a level-3 grid has 15 digits, the first six those of the district: correct it.',
  ],
  body: [
    '一级、二级网格的编码随区划和成员单位，不在草案中更改；请保留原编码。',
    'Codes of levels 1 and 2 are those of division and member units, and no draft changes them: leave it as it is.',
  ],
  taken: ['编码已被另一个网格使用；请另取。', 'Another grid has the code: take another one.'],
} as const satisfies Record<string, Words>

export const refused = (what: keyof typeof CASES, at?: string): Problem =>
  problem('grid-draft-refused', CASES[what], at)

/** The constraints that say so by themselves. */
export const CONSTRAINTS = {
  grid_draft_node_code_taken: ['body.operation.facts.code', ...CASES.taken],
  grid_draft_open: ['body', ...CASES.state],
  grid_draft_cannot: [
    'body',
    '草案与台账的规则不符，不能生效，什么也没有改变；请退回起草，改正后再定日期。',
    'The book does not allow what the draft would have, so it cannot take effect and nothing has changed: take it back, put it right, and plan it again.',
  ],
} as const satisfies RefusalWords
