export const home = {
  'home.morning': 'Good morning, {name}',
  'home.afternoon': 'Good afternoon, {name}',
  'home.evening': 'Good evening, {name}',
  'home.hint': 'Your venues today, and what needs you.',
  'home.today': 'Today',
  'home.netToday': 'Net sales',
  'home.vsLastWeek': 'vs last {weekday} to this time:',
  'home.noTill': 'No till connected',
  'home.noVenue': 'There is no venue yet. Ask an owner to add one from the venue menu.',
  'home.sparkSummary':
    'Net sales of the last 14 days: {count, plural, one {# day known} other {# days known}}, best day {max}',
  'home.attention': 'What needs attention',
  'home.nothing': 'Nothing. Every till answers and every day adds up.',
  'home.severity.critical': 'Critical',
  'home.severity.warning': 'Warning',
  'home.severity.info': 'For your information',
  'first.title': 'Connect your first till',
  'first.text':
    'Tillbridge reads your sales from the till, day by day, and keeps them right when bills change later.',
  'first.one': 'Choose your POS Type and enter the credentials the vendor sent you.',
  'first.two': 'Press Verify: the till answers within seconds, or tells you what to do.',
  'first.three': 'Read your newest days while the history is still importing.',
};
