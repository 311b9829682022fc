/** English: what went wrong, by the server's code. */

export default {
  error_old: "This reply was never sent.",

  error_already_claimed: "Another agent has already taken this conversation.",
  error_not_yours: "Another agent has this conversation.",
  error_wrong_state: "The conversation has changed meanwhile: this is no longer possible.",
  error_new_message: "The customer has written meanwhile. Read it first.",
  error_not_found: "This conversation does not exist.",
  error_too_long: "The reply is too long. Please shorten it.",
  error_rate_limited: "Too many requests. Please wait a moment.",
  error_unreachable: "The server cannot be reached. Nothing is lost; please try again.",
  error_unexpected: "That did not work. Please try again.",
  error_file_too_large: "The file is too large.",
  error_shortcut_taken: "Another response has this shortcut.",
  error_not_allowed: "Your role does not allow this.",
  error_merge_refused: "Two contacts are merged once, and parted when they were.",
};
