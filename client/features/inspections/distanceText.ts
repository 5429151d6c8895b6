/** A distance for people: the key of its words and the number, whole metres below a kilometre, then tenths of kilometres. */
export const distanceText = (metres: number): [key: string, named: { n: string }] =>
  metres < 999.5
    ? ['inspections.metres', { n: String(Math.round(metres)) }]
    : ['inspections.kilometres', { n: (metres / 1000).toFixed(1) }]
