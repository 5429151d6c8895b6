/**
 * What a plant boundary can be. People inside it are not counted around its hazard sources (GB 18218-2018, table 5), so a boundary that is
 * drawn too large lowers α and the level. The bounds are the product's own; the database refuses and warns by the same
 * (`app.boundary_bound`), and a test holds both equal.
 */
export const BOUNDARY_BOUNDS = {
  /** m²; refused above: the largest petrochemical plants of the country cover 10 to 15 km². */
  largest: 20e6,
  /** m²; warned of above: few plants but refineries and steelworks reach it. */
  large: 5e6,
  /** m beyond the outline of the district: reclaimed land and jetties that an outline does not have, and how coarsely outlines are drawn. */
  beyond: 500,
  /** m between boundary and position: farther apart, one of them is wrong. A wrong datum alone moves a point by some 500 m. */
  farthest: 1000,
} as const
