/** Words of the five questions of today 五问. */
export const questions = {
  page: 'Questions',
  title: 'Five questions for today',
  lead: 'Chosen from the data of this moment by rule FQ-1, printed under each; the figures open their rows.',
  empty: 'Nothing today',
  denied: 'The five questions are for leaders and duty officers',
  deniedLead: 'Your post does not see this page.',
  ask: {
    'overdue-major': 'Which major hazard drags on?',
    rebound: 'What came back?',
    'fallen-grid': 'Which grid fell most?',
    unvisited: 'Which class A is unvisited?',
    alarm: 'What has waited longest for its review?',
  },
  why: {
    'overdue-major': '{late}: of the {n} major hazards overdue the one due first.',
    rebound:
      'Of {n} that came back within a year it came back most often, {times} time(s), then soonest: {span} after closing.',
    repeat: 'Nothing came back within a year. Next best rule: most repeats of one kind within a year, {times}.',
    'fallen-grid': 'On-time rate {before} last month, {now} this month so far: the greatest fall.',
    unvisited:
      'Last visited {span} ago, beyond the cycle of 1 month: the longest of {n} class-A enterprises beyond it.',
    never: 'Never visited, beyond the cycle of 1 month; {n} class-A enterprises are.',
    'review-waiting':
      'Of {n} that await review it has waited longest, {span}. No alarms are connected yet; once they are, this asks for their cause.',
  },
  none: {
    'overdue-major': 'No major hazard in scope is overdue.',
    rebound: 'Nothing in scope came back or repeated within a year.',
    'fallen-grid': 'No grid fell against last month, or too few hazards were due to compare.',
    unvisited: 'Every class-A enterprise in scope was visited within its cycle.',
    alarm: 'No alarms are connected yet, so there is no cause to ask for; nor does any hazard await review.',
  },
}
