/** English: the lists and what they tell of. */

export default {
  section_queued: "Waiting",
  section_mine: "Mine",
  section_others: "Others’",
  section_recent: "Recent",
  sections: "Conversations",
  empty_queued: "Nobody is waiting",
  empty_queued_hint: "New conversations appear here by themselves.",
  empty_mine: "You have no open conversation",
  empty_mine_hint: "Claim one from “Waiting” to begin.",
  empty_others: "No colleague has an open conversation",
  empty_others_hint: "What others are working on appears here.",
  empty_recent: "Nothing here yet",
  empty_recent_hint: "Conversations with the bot and resolved ones appear here.",
  unread: "New message",
  position: "Position {position}",
  waiting_for: "waiting",
  draft: "Draft:",

  nothing_selected: "Choose a conversation",
  nothing_selected_hint: "Open one from the list, or press {key} to move through it.",

  alert_waiting: "A customer is waiting",
  alert_message: "A customer has answered",
  alert_offer: "A conversation for you",
  alert_mention: "A colleague has mentioned you",
  alert_sla: "An answer is due",
  announce_offer: "{customer} is offered to you.",
  announce_mention: "{name} has mentioned you in a note.",
  announce_waiting: { one: "One customer is waiting.", other: "{count} customers are waiting." },
  announce_empty: "Nobody is waiting.",
};
