/** English: the panel beside the conversation. */

export default {
  panel_open: "Customer’s profile",
  panel_close: "Close",

  known_title: "What the bot knew",
  known_reason: "Why a person is needed",
  known_order: "Order",
  known_understood: "Last understood",
  known_language: "Language",
  known_channel: "Channel",
  known_details: "Details",
  known_history: "History",
  known_no_history: "The bot has had it from the start.",
  copy: "Copy {value}",
  copied: "Copied",
  yes: "yes",
  no: "no",
};
