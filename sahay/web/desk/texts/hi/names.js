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
};
