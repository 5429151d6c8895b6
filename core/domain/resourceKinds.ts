/** Kinds of emergency resources, as the table `resource` has them: teams, stores, equipment, shelters, hospitals, fire stations, experts. */
export const RESOURCE_KINDS = ['team', 'material', 'equipment', 'shelter', 'hospital', 'fire-station', 'expert', 'other'] as const // prettier-ignore
