/** Of what answers tell, by which the matrix sees that nothing of elsewhere is among it. */
export interface Row {
  readonly id: number
}
export interface Rows<Of extends Row = Row> {
  readonly rows: readonly Of[]
}
export const ids = (rows: readonly Row[]) => rows.map(({ id }) => id)
export const ofEnterprises = ({ rows }: Rows<Row & { enterprise: number }>) => ({
  enterprises: rows.map(({ enterprise }) => enterprise),
})
