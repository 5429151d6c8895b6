/** Words of early warning. */
export const warnings = {
  title: 'Early warning',
  colour: { none: 'No warning', 1: 'Red warning', 2: 'Orange warning', 3: 'Yellow warning', 4: 'Blue warning' },
  short: { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' },
  nothing: 'Nothing stands against it now.',
  ungraded: 'Not a major hazard source: no warning is given. Alarms stand all the same.',
  unjudged: 'No inventory yet: it is not graded and cannot warn. Alarms stand all the same; fill in the inventory.',
  raised: 'Raised by one',
  raisedBy: { compound: '{n} or more causes at once', weather: 'an orange or red weather warning for the district' },
  cause: {
    'alarm-high':
      '{n} second-stage alarm (high-high, low-low, gas stage 2, fire) | {n} second-stage alarms (high-high, low-low, gas stage 2, fire)',
    'alarm-low': '{n} first-stage alarm | {n} first-stage alarms',
    silent: '{n} sensor silent or never heard | {n} sensors silent or never heard',
    'major-overdue': '{n} major hazard of the enterprise overdue | {n} major hazards of the enterprise overdue',
    'major-open': '{n} major hazard of the enterprise open | {n} major hazards of the enterprise open',
    works:
      '{n} special work going on (special or first-grade hot work, confined space) | {n} special works going on (special or first-grade hot work, confined space)',
  },
  means: {
    'alarm-high':
      'Second-stage alarm (high-high, low-low, gas stage 2, fire); shelved ones count, those in a maintenance window do not, but second-stage gas and fire always do',
    'alarm-low': 'First-stage alarm; shelved ones count, those in a maintenance window do not',
    silent:
      'A sensor without a value for more than three cadences, also one never heard though in use for longer (10 minutes at least)',
    'major-overdue': 'A major hazard of the enterprise is overdue',
    'major-open': 'A major hazard of the enterprise is open',
    works: 'Special or first-grade hot work, or work in a confined space, is going on',
  },
  rule: 'Warning rule {rule}',
  what: 'Cause',
  upper: 'Levels 1 and 2',
  lower: 'Levels 3 and 4',
  steps:
    'The worst colour holds; {n} or more causes at once raise it by one; an orange or red weather warning for the district raises it by one more; red is the end. Without a cause there is no warning, which is not blue.',
  weather: {
    title: 'Weather warnings',
    none: 'No weather warning is in force.',
    add: 'Enter a weather warning',
    kind: {
      wind: 'Wind',
      thunder: 'Thunderstorm',
      rain: 'Rainstorm',
      snow: 'Snowstorm',
      heat: 'Heat',
      cold: 'Cold wave',
      fog: 'Fog',
      typhoon: 'Typhoon',
    },
    what: 'Kind',
    colour: 'Colour',
    from: 'From',
    until: 'Until',
    note: 'Note (optional)',
    end: 'End it',
    coming: 'not begun yet',
    span: '{from} to {until}',
    by: 'entered by {person}',
  },
}
