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
  help_help: "This help",
  help_escape: "Leave the reply box, close, go back",
  help_note: "Letters work while you are not writing. They can be turned off in the settings.",
  help_snooze: "Set aside, or take up again",
  help_transfer: "Transfer to a colleague or a team",
  help_note_key: "Write a private note (Alt + N while you write)",
  help_more: "More actions",
  help_canned: "In the reply box: canned responses",
  help_mention: "In a note: mention a colleague",
  help_suggestion: "Insert the first suggested answer",

  help_pick: "Select for several at once (supervisors)",
  help_accept: "Accept the offered conversation",
  help_palette: "Commands: do or open anything",
};
