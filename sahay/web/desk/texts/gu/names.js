/** Gujarati: what the server calls by codes: reasons, channels. */

export default {
  reason_requested: "માણસ સાથે વાત કરવી છે",
  reason_not_understood: "બૉટ સમજી ન શક્યો",
  reason_action_failed: "કામ પૂરું ન થઈ શક્યું",
  reason_verification_exhausted: "ઓળખની ખાતરી ન થઈ",
  reason_engine_trouble: "બૉટમાં ખામી હતી",
  channel_web: "વેબસાઇટ",
  channel_telegram: "ટેલિગ્રામ",
  channel_whatsapp: "વૉટ્સઍપ",
};
