/** Hindi: the panel beside the conversation. */

export default {
  panel_open: "ग्राहक की जानकारी",
  panel_close: "बंद करें",

  known_title: "बॉट को क्या पता था",
  known_reason: "इंसान की ज़रूरत क्यों पड़ी",
  known_order: "ऑर्डर",
  known_understood: "आख़िरी समझा गया आशय",
  known_language: "भाषा",
  known_channel: "माध्यम",
  known_details: "विवरण",
  known_history: "इतिहास",
  known_no_history: "शुरू से बॉट के ही पास है।",
  copy: "{value} कॉपी करें",
  copied: "कॉपी हो गया",
  yes: "हाँ",
  no: "नहीं",
};
