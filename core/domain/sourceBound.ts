/** What bounds a unit 单元 (GB 18218-2018, 3.5 and 3.6): a production unit its cut-off valves, a storage unit its dike or its independent building. */
export const BOUND_FORMS = ['valves', 'dike', 'building'] as const
type BoundForm = (typeof BOUND_FORMS)[number]

/** Forms that a kind of unit may have. */
export const FORMS_OF = {
  production: ['valves'],
  storage: ['dike', 'building'],
} as const satisfies Record<'production' | 'storage', readonly BoundForm[]>

/** What a bound can be; the database refuses by the same (`app.bound_rule`), and a test holds both equal. The bounds are the product's own. */
export const BOUND_RULE = {
  /** m²; smaller is no unit but a slip of the hand. */
  least: 4,
  /** m²; a hundred hectares: the largest tank farm within one dike covers some ten. */
  largest: 1e6,
  /** m beyond the outline of the district, as for plant boundaries. */
  beyond: 500,
  /** m between bound and plant boundary, or position where no boundary is known: farther apart, one of them is wrong. */
  farthest: 1000,
  /** m by which a bound may pass the plant boundary unasked: both are drawn by hand. */
  slack: 1,
  /** m² that two units may share: how finely corners are kept, no more. */
  overlap: 0.5,
} as const
