/** Words of the page of one hazard source. */
export const hazardSources = {
  page: 'Major hazard source',
  denied: 'Hazard sources are for supervisors and enterprises',
  unjudged: 'No inventory yet, not graded',
  kind: { production: 'Production unit', storage: 'Storage unit' },
  assessed: 'assessed on {day}',
}
