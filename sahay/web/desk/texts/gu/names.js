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

  priority_low: "ઓછી",
  priority_normal: "સામાન્ય",
  priority_high: "ઊંચી",
  priority_urgent: "તાકીદે",
  availability_online: "હાજર",
  availability_away: "થોડી વાર દૂર",
  availability_offline: "ગેરહાજર",
  role_agent: "એજન્ટ",
  role_supervisor: "સુપરવાઇઝર",
  role_admin: "વ્યવસ્થાપક",
};
