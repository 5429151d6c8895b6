/** Words of what is disclosed to the public. */
export const disclosures = {
  title: 'Public safety disclosure',
  of: '{district}: public safety disclosure',
  lead: 'Enterprises of major and considerable risk, and major hazard sources with the person who answers for each.',
  search: 'Find by name',
  count: '{n} disclosed',
  nothing: 'Nothing is disclosed now',
  risk: '{level} risk',
  principal: 'Responsible: {name}',
  rest: '{n} more: find them by name.',
  staff: 'See what is disclosed to the public',
}
