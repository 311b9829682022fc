/** English: the list of keys. */

export default {
  help_title: "Keyboard shortcuts",
  help_next: "Next conversation",
  help_previous: "Previous conversation",
  help_open: "Open",
  help_claim: "Claim or take over",
  help_reply: "Write a reply",
  help_resolve: "Resolve",
  help_return: "Return to bot",
  help_sections: "Choose a list",
  help_tickets: "Tickets",
  help_help: "This help",
  help_escape: "Leave the reply box, close, go back",
  help_note: "Letters work while you are not writing. They can be turned off in the settings.",
};
