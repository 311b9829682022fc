/** Hindi: what the server calls by codes: reasons, channels. */

export default {
  reason_requested: "इंसान से बात करनी है",
  reason_not_understood: "बॉट समझ नहीं पाया",
  reason_action_failed: "काम पूरा नहीं हो सका",
  reason_verification_exhausted: "पहचान की पुष्टि नहीं हुई",
  reason_engine_trouble: "बॉट में ख़राबी थी",
  channel_web: "वेबसाइट",
  channel_telegram: "टेलीग्राम",
  channel_whatsapp: "व्हाट्सऐप",

  priority_low: "कम",
  priority_normal: "सामान्य",
  priority_high: "ऊँची",
  priority_urgent: "तुरंत",
  availability_online: "उपलब्ध",
  availability_away: "थोड़ी देर दूर",
  availability_offline: "अनुपलब्ध",
  role_agent: "एजेंट",
  role_supervisor: "सुपरवाइज़र",
  role_admin: "व्यवस्थापक",
};
