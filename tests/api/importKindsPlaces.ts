import { completeUscc } from '#core/domain/uscc.ts'
import { A, B, type KindCase, long, NOBODY, USCC } from './importKindsCase.ts'

const MANAGER = completeUscc('91370602MA3C0007')
const DRAWN = `insert into place (kind, name, code, geom, source) values ('park', '东园', 'P1', st_makeenvelope(121.3, 37.3, 121.31, 37.31, 4326), 'person'),
  ('tower', '一号楼', 'T1', st_makeenvelope(121.4, 37.4, 121.401, 37.401, 4326), 'person'), ('block', '老街', null, st_makeenvelope(121.5, 37.4, 121.51, 37.41, 4326), 'person')`

/** Files of parks and towers, and of their tenants. */
export const PLACE_CASES = {
  places: {
    before: `insert into department (code, name, person, phone) values ('D1', '应急局', '张三', '0535-6000001')`,
    columns: {
      placeKind: '类型', name: '名称', lng: '经度', lat: '纬度', code: '园区楼宇编号', address: '地址', manager: '管理单位', managerCode: '管理单位信用代码',
      person: '负责人', phone: '负责人电话', safetyManager: '安全管理员', safetyManagerPhone: '安全管理员电话', emergencyContact: '消防控制室',
      emergencyPhone: '消防控制室电话', floors: '层数', area: '建筑面积', units: '房间数', leadDepartment: '牵头单位',
    },
    good: [
      ['楼宇', '二号楼', '121.45', '37.52', 'T2', '港城东街 2 号', '乙厂', '', '王一', '13800000001', '王二', '13800000002', '一层消控室', '0535-6000002', '21', '30000', '120', '应急局'],
      ['产业园', '西园', '121.46', '37.53', '', '', '新物业', MANAGER, '', '', '', '', '', '', '', '120000.5 m²', '', 'D1'],
      ['tower', '三号楼', '121.47', '37.54', 'T3', '', '', '', '', '', '', '', '', '', '', '', '', ''],
    ],
    query: `select p.kind, p.name, p.code, p.address, p.manager, p.manager_code, m.name as file, p.person, p.phone, p.safety_manager, p.safety_manager_phone,
      p.emergency_contact, p.emergency_phone, p.floors, p.area, p.units, d.name as unit, p.source, p.source_datum as datum, p.boundary_assumed as assumed,
      round(sqrt(st_area(p.geom::geography) / pi())) as radius, round(st_x(st_centroid(p.geom))::numeric, 5) as lng
      from place p left join enterprise m on m.id = p.manager_enterprise left join department d on d.id = p.lead_department where p.kind <> 'block' order by p.id`,
    held: [
      { kind: 'tower', name: '二号楼', code: 'T2', address: '港城东街 2 号', manager: null, manager_code: null, file: '乙厂', person: '王一', phone: '13800000001', safety_manager: '王二', safety_manager_phone: '13800000002', emergency_contact: '一层消控室', emergency_phone: '0535-6000002', floors: 21, area: 30000, units: 120, unit: '应急局', source: 'import', datum: 'wgs84', assumed: true, radius: 30, lng: '121.45000' },
      { kind: 'park', name: '西园', code: null, address: null, manager: '新物业', manager_code: MANAGER, file: null, person: null, phone: null, safety_manager: null, safety_manager_phone: null, emergency_contact: null, emergency_phone: null, floors: null, area: 120000.5, units: null, unit: '应急局', source: 'import', datum: 'wgs84', assumed: true, radius: 30, lng: '121.46000' },
      { kind: 'tower', name: '三号楼', code: 'T3', address: null, manager: null, manager_code: null, file: null, person: null, phone: null, safety_manager: null, safety_manager_phone: null, emergency_contact: null, emergency_phone: null, floors: null, area: null, units: null, unit: null, source: 'import', datum: 'wgs84', assumed: true, radius: 30, lng: '121.47000' },
    ],
    // it is known by its number, whatever it is called; its manager is another one, who has no file
    changed: ['楼宇', '二号大厦', '121.45', '37.52', 'T2', '港城东街 2 号', '甲物业', '', '王一', '13800000001', '王二', '13800000002', '一层消控室', '0535-6000002', '22', '30000', '120', '应急局'],
    diff: [
      { field: 'name', before: '二号楼', after: '二号大厦' },
      { field: 'manager', before: null, after: '甲物业' },
      { field: 'manager_enterprise', before: '乙厂', after: null },
      { field: 'floors', before: 21, after: 22 },
    ],
    broken: [
      [row({ 0: '' }), '类型', 'required'],
      [row({ 0: '街坊' }), '类型', 'place-kind'],
      [row({ 1: '' }), '名称', 'required'],
      [row({ 1: long(121) }), '名称', 'text-too-long'],
      [row({ 1: '甲', 2: '37.52', 3: '121.45' }), '经度, 纬度', 'range'],
      [row({ 1: '乙', 2: '', 3: '' }), '经度, 纬度', 'boundary-missing'],
      [row({ 1: '丙', 2: '123.5' }), '经度, 纬度', 'outside-bounds'],
      [row({ 1: '丁', 4: long(41) }), '园区楼宇编号', 'text-too-long'],
      [row({ 1: '戊', 7: `${MANAGER.slice(0, 17)}?` }), '管理单位信用代码', 'uscc-check-digit'],
      [row({ 1: '己', 7: NOBODY }), '管理单位信用代码', 'manager-unnamed'],
      [row({ 1: '庚', 9: '一一九' }), '负责人电话', 'phone'],
      [row({ 1: '辛', 14: '0' }), '层数', 'whole-range'],
      [row({ 1: '壬', 15: '很大' }), '建筑面积', 'number'],
      [row({ 1: '癸', 15: '-3' }), '建筑面积', 'positive'],
      [row({ 1: '子', 16: '1.5' }), '房间数', 'whole-number'],
      [row({ 1: '丑', 17: '无此局' }), '牵头单位', 'department-unknown'],
      [row({ 1: '寅' }), '类型, 名称', 'key-repeated'],
      [row({ 0: 'tower', 1: '寅', 2: '121.46' }), '类型, 名称', 'key-repeated'],
      [row({ 1: '卯', 4: 'T9' }), '类型, 名称', 'key-repeated'],
      [row({ 1: '辰', 4: 'T9' }), '类型, 名称', 'key-repeated'],
    ],
  },
  tenants: {
    before: `${DRAWN}; update enterprise set place = (select id from place where code = 'P1') where name = '甲厂';
      insert into place (kind, name, geom) values ('park', '双名', st_makeenvelope(121.6, 37.4, 121.61, 37.41, 4326)), ('tower', '双名', st_makeenvelope(121.6, 37.4, 121.61, 37.41, 4326))`,
    columns: { place: '园区或楼宇', name: '入驻单位', enterprise: USCC, room: '楼层房间', industry: '行业代码', contact: '联系人', phone: '联系电话', since: '入驻日期', until: '迁出日期' },
    good: [
      ['一号楼', '拾光文印', '', '3 层 305', 'C23', '陆青禾', '0535-0000777', '2025-03-01', ''],
      ['T1', '乙厂办公室', B, '5 层', '', '', '', '', ''],
      ['东园', '旧租户', '', '', '', '', '', '2019/1/1', '2021年6月30日'],
      ['P1', '旧租户', '', '2 栋', '', '', '', '2023-01-01', ''],
    ],
    query: `select p.name as place, t.name, t.room, t.industry, t.contact, t.phone, t.since::text, t.until::text, e.name as file, sits.name as sits, t.source
      from tenant t join place p on p.id = t.place left join enterprise e on e.id = t.enterprise left join place sits on sits.id = e.place order by t.id`,
    held: [
      { place: '一号楼', name: '拾光文印', room: '3 层 305', industry: 'C23', contact: '陆青禾', phone: '0535-0000777', since: '2025-03-01', until: null, file: null, sits: null, source: 'import' },
      { place: '一号楼', name: '乙厂办公室', room: '5 层', industry: null, contact: null, phone: null, since: null, until: null, file: '乙厂', sits: '一号楼', source: 'import' },
      { place: '东园', name: '旧租户', room: null, industry: null, contact: null, phone: null, since: '2019-01-01', until: '2021-06-30', file: null, sits: null, source: 'import' },
      { place: '东园', name: '旧租户', room: '2 栋', industry: null, contact: null, phone: null, since: '2023-01-01', until: null, file: null, sits: null, source: 'import' },
    ],
    changed: ['一号楼', '拾光文印', '', '4 层 401', 'C23', '陆青禾', '0535-0000777', '2025-03-01', '2026-01-31'],
    diff: [
      { field: 'room', before: '3 层 305', after: '4 层 401' },
      { field: 'until', before: null, after: '2026-01-31' },
    ],
    broken: [
      [['', '甲', '', '', '', '', '', '', ''], '园区或楼宇', 'required'],
      [['无此楼', '甲', '', '', '', '', '', '', ''], '园区或楼宇', 'place-unknown'],
      [['老街', '甲', '', '', '', '', '', '', ''], '园区或楼宇', 'place-unknown'],
      [['双名', '甲', '', '', '', '', '', '', ''], '园区或楼宇', 'place-ambiguous'],
      [['T1', '', '', '', '', '', '', '', ''], '入驻单位', 'required'],
      [['T1', long(201), '', '', '', '', '', '', ''], '入驻单位', 'text-too-long'],
      [['T1', '乙', A.replace(/.$/, '?'), '', '', '', '', '', ''], USCC, 'uscc-check-digit'],
      [['T1', '丙', A, '', '', '', '', '', ''], USCC, 'tenant-elsewhere'],
      [['P1', '丁', A, '', '', '', '', '', '2024-01-01'], '迁出日期', 'tenant-ends-by-file'],
      [['T1', '戊', '', long(121), '', '', '', '', ''], '楼层房间', 'text-too-long'],
      [['T1', '己', '', '', 'Z9', '', '', '', ''], '行业代码', 'industry'],
      [['T1', '庚', '', '', '', long(81), '', '', ''], '联系人', 'text-too-long'],
      [['T1', '辛', '', '', '', '', '一一九', '', ''], '联系电话', 'phone'],
      [['T1', '壬', '', '', '', '', '', '5月', ''], '入驻日期', 'date'],
      [['T1', '癸', '', '', '', '', '', '2024-02-01', '2024-01-31'], '迁出日期', 'until-before-since'],
      [['T1', '子', '', '', '', '', '', '', ''], '园区或楼宇, 入驻单位', 'key-repeated'],
      [['一号楼', '子', '', '1 层', '', '', '', '', ''], '园区或楼宇, 入驻单位', 'key-repeated'],
    ],
  },
} satisfies Readonly<Record<string, KindCase>> // prettier-ignore

/** A tower that nothing is wrong with, but for these cells. */
function row(cells: Readonly<Record<number, string>>): string[] {
  const plain = ['楼宇', '丙楼', '121.45', '37.52', '', '', '', '', '', '', '', '', '', '', '', '', '', '']
  return plain.map((cell, at) => cells[at] ?? cell)
}
