/** Hindi: the bar, the menu and what is said everywhere. */

export default {
  title: "सहाय डेस्क",
  desk: "डेस्क",
  loading: "लोड हो रहा है…",
  skip_to_conversation: "सीधे बातचीत पर जाएँ",
  back: "सूची पर वापस जाएँ",
  try_again: "फिर कोशिश करें",

  connection_connecting: "फिर से जुड़ रहा है…",
  connection_live: "जुड़ा है",
  connection_offline: "संपर्क नहीं है",

  menu: "खाता और सेटिंग",
  menu_language: "भाषा",
  menu_theme: "रूप",
  theme_auto: "डिवाइस जैसा",
  theme_light: "हल्का",
  theme_dark: "गहरा",
  menu_sound: "नई बातचीत पर आवाज़",
  menu_notifications: "ब्राउज़र की सूचनाएँ",
  menu_notifications_refused: "ब्राउज़र इस साइट को सूचनाएँ दिखाने की अनुमति नहीं देता।",
  menu_shortcuts: "कीबोर्ड शॉर्टकट",
  sign_out: "साइन आउट करें",
  sign_out_title: "साइन आउट करके न भेजे गए जवाब हटा दें?",
  sign_out_text: {
    one: "एक जवाब लिखा है पर भेजा नहीं गया। साइन आउट करने पर वह इस ब्राउज़र से हट जाएगा।",
    other: "{count} जवाब लिखे हैं पर भेजे नहीं गए। साइन आउट करने पर वे इस ब्राउज़र से हट जाएँगे।",
  },
  undo: "वापस लें",
  cancel: "रद्द करें",
  close: "बंद करें",
};
