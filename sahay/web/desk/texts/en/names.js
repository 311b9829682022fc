/** English: what the server calls by codes: reasons, channels. */

export default {
  reason_requested: "Asked for a person",
  reason_not_understood: "The bot did not understand",
  reason_action_failed: "An action failed",
  reason_verification_exhausted: "Could not be verified",
  reason_engine_trouble: "The bot had a fault",
  channel_web: "Website",
  channel_telegram: "Telegram",
  channel_whatsapp: "WhatsApp",

  priority_low: "Low",
  priority_normal: "Normal",
  priority_high: "High",
  priority_urgent: "Urgent",
  availability_online: "Online",
  availability_away: "Away",
  availability_offline: "Offline",
  role_agent: "Agent",
  role_supervisor: "Supervisor",
  role_admin: "Administrator",
};
