/** Gujarati: the bar, the menu and what is said everywhere. */

export default {
  title: "સહાય ડેસ્ક",
  desk: "ડેસ્ક",
  loading: "લોડ થઈ રહ્યું છે…",
  skip_to_conversation: "સીધા વાતચીત પર જાઓ",
  back: "યાદી પર પાછા જાઓ",
  try_again: "ફરી પ્રયત્ન કરો",

  connection_connecting: "ફરી જોડાઈ રહ્યું છે…",
  connection_live: "જોડાયેલું",
  connection_offline: "સંપર્ક નથી",

  menu: "ખાતું અને સેટિંગ",
  menu_language: "ભાષા",
  menu_theme: "દેખાવ",
  theme_auto: "ઉપકરણ જેવો",
  theme_light: "આછો",
  theme_dark: "ઘેરો",
  menu_sound: "નવી વાતચીત પર અવાજ",
  menu_notifications: "બ્રાઉઝરની સૂચનાઓ",
  menu_notifications_refused: "બ્રાઉઝર આ સાઇટને સૂચનાઓ બતાવવા દેતું નથી.",
  menu_shortcuts: "કીબોર્ડ શૉર્ટકટ",
  sign_out: "સાઇન આઉટ કરો",
  sign_out_title: "સાઇન આઉટ કરીને ન મોકલેલા જવાબ કાઢી નાખવા?",
  sign_out_text: {
    one: "એક જવાબ લખ્યો છે પણ મોકલ્યો નથી. સાઇન આઉટ કરવાથી તે આ બ્રાઉઝરમાંથી નીકળી જશે.",
    other: "{count} જવાબ લખ્યા છે પણ મોકલ્યા નથી. સાઇન આઉટ કરવાથી તે આ બ્રાઉઝરમાંથી નીકળી જશે.",
  },
  undo: "પાછું લો",
  cancel: "રદ કરો",
  close: "બંધ કરો",
};
