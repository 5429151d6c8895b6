/** The menu by which a list or the rows of a figure become a file. */
export const exportMenu = {
  open: 'Export',
  label: 'Export: format and datum',
  format: 'Format',
  formats: {
    xlsx: 'Excel (XLSX)',
    csv: 'CSV',
    'csv-zip': 'CSV with manifest (zip)',
    geojson: 'GeoJSON',
    'shp-zip': 'Shapefile (zip)',
    gpkg: 'GeoPackage',
  },
  datum: 'Datum',
  datums: { wgs84: 'WGS 84', gcj02: 'GCJ-02 (AMap, Tencent)', bd09: 'BD-09 (Baidu)' },
  bom: 'With BOM, by which Excel knows UTF-8',
  note: 'The filter and scope of the screen; exports are recorded in the audit.',
  take: 'Download',
}
