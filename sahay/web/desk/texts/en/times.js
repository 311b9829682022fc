/** English: days, spans and moments. */

export default {
  today: "Today",
  yesterday: "Yesterday",

  now: "now",
  minutes: "{count} min",
  hours: "{count} h",
  days: "{count} d",
  hours_minutes: "{hours} h {minutes} min",
  days_hours: "{days} d {hours} h",

  seconds: "{count} s",
};
