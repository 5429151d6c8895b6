import { FileRefused } from '../rows.ts'

/** What is said of a file that is none, or that is not whole. */
export const damaged = (why: string): FileRefused =>
  new FileRefused(
    `GeoPackage 损坏或不完整，无法读取（${why}）。请用 GIS 软件重新导出。`,
    `The GeoPackage is damaged or not whole and cannot be read (${why}). Export it again with a GIS program.`,
  )

export const noGeoPackage = (): FileRefused =>
  new FileRefused(
    '这是 SQLite 数据库，但不是 GeoPackage（没有 gpkg_contents 等表）。请用 GIS 软件导出为 GeoPackage 或 GeoJSON。',
    'This is a database of SQLite and no GeoPackage (it lacks tables such as gpkg_contents). Export it as GeoPackage or GeoJSON with a GIS program.',
  )

/** A file whose last changes may lie in another one beside it. */
export const stillOpen = (): FileRefused =>
  new FileRefused(
    'GeoPackage 仍处于写入状态（WAL），最后的修改可能不在此文件中。请关闭打开它的程序，或用 GIS 软件另存一份后再导入。',
    'The GeoPackage is still being written (WAL), so its last changes may lie elsewhere. Close the program that has it open, or save a copy with a GIS program, and import that.',
  )

export const notUtf8 = (): FileRefused =>
  new FileRefused(
    'GeoPackage 的文字编码不是 UTF-8，无法读取。请用 GIS 软件重新导出。',
    'The texts of the GeoPackage are not UTF-8 and cannot be read. Export it again with a GIS program.',
  )

export const isView = (name: string): FileRefused =>
  new FileRefused(
    `图层“${name}”是视图或虚拟表，不予执行。请用 GIS 软件把它导出为普通图层后再导入。`,
    `The layer "${name}" is a view or a virtual table, which is not run. Export it as a plain layer with a GIS program, and import that.`,
  )

export const noLayer = (name: string | undefined, names: readonly string[]): FileRefused =>
  names.length === 0
    ? new FileRefused(
        'GeoPackage 中没有要素图层。请检查导出的图层。',
        'The GeoPackage holds no layer of features. Check the layer that was exported.',
      )
    : new FileRefused(
        `GeoPackage 中没有图层“${name}”。现有：${names.join('、')}。请用 --sheet 指定其一。`,
        `The GeoPackage has no layer "${name}". It has: ${names.join(', ')}. Name one of them by --sheet.`,
      )
