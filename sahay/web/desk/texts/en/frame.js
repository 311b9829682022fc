/** English: the bar, the menu and what is said everywhere. */

export default {
  title: "Sahay desk",
  desk: "desk",
  loading: "Loading…",
  skip_to_conversation: "Skip to the conversation",
  back: "Back to the list",
  try_again: "Try again",

  connection_connecting: "Reconnecting…",
  connection_live: "Live",
  connection_offline: "No connection",

  menu: "Account and settings",
  menu_language: "Language",
  menu_theme: "Appearance",
  theme_auto: "As the device",
  theme_light: "Light",
  theme_dark: "Dark",
  menu_sound: "Sound for new conversations",
  menu_notifications: "Browser notifications",
  menu_notifications_refused: "The browser does not allow notifications for this site.",
  menu_shortcuts: "Keyboard shortcuts",
  sign_out: "Sign out",
  sign_out_title: "Sign out and lose what is unsent?",
  sign_out_text: {
    one: "One reply is written but not sent. Signing out deletes it from this browser.",
    other: "{count} replies are written but not sent. Signing out deletes them from this browser.",
  },
  undo: "Undo",
  cancel: "Cancel",
  close: "Close",
};
