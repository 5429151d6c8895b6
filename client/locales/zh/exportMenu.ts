/** The menu by which a list or the rows of a figure become a file. */
export const exportMenu = {
  open: '导出',
  label: '导出：格式与坐标系',
  format: '格式',
  formats: {
    xlsx: 'Excel（XLSX）',
    csv: 'CSV',
    'csv-zip': 'CSV，附导出说明（zip）',
    geojson: 'GeoJSON',
    'shp-zip': 'Shapefile（zip）',
    gpkg: 'GeoPackage',
  },
  datum: '坐标系',
  datums: { wgs84: 'WGS 84', gcj02: 'GCJ-02（高德、腾讯）', bd09: 'BD-09（百度）' },
  bom: '带 BOM（Excel 直接打开不乱码）',
  note: '同一筛选、同一范围；导出记入审计。',
  take: '下载',
}
