/** Gujarati: days, spans and moments. */

export default {
  today: "આજે",
  yesterday: "ગઈકાલે",

  now: "હમણાં",
  minutes: "{count} મિનિટ",
  hours: "{count} કલાક",
  days: "{count} દિવસ",
  hours_minutes: "{hours} ક {minutes} મિ",
  days_hours: "{days} દિ {hours} ક",

  seconds: "{count} સે",
};
