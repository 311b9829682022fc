/** Hindi: days, spans and moments. */

export default {
  today: "आज",
  yesterday: "कल",

  now: "अभी",
  minutes: "{count} मिनट",
  hours: "{count} घंटे",
  days: "{count} दिन",
  hours_minutes: "{hours} घं {minutes} मि",
  days_hours: "{days} दिन {hours} घं",

  seconds: "{count} से",
};
