/** Hindi: what went wrong, by the server's code. */

export default {
  error_old: "यह जवाब भेजा ही नहीं गया था।",

  error_already_claimed: "यह बातचीत किसी दूसरे एजेंट ने ले ली है।",
  error_not_yours: "यह बातचीत किसी दूसरे एजेंट के पास है।",
  error_wrong_state: "इस बीच बातचीत बदल गई है: अब यह संभव नहीं है।",
  error_new_message: "इस बीच ग्राहक ने कुछ लिखा है। पहले उसे पढ़ लीजिए।",
  error_not_found: "ऐसी कोई बातचीत नहीं है।",
  error_too_long: "जवाब बहुत लंबा है। कृपया छोटा करें।",
  error_rate_limited: "बहुत ज़्यादा अनुरोध हो गए। कृपया थोड़ा रुकें।",
  error_unreachable: "सर्वर से संपर्क नहीं हो रहा है। कुछ खोया नहीं है; फिर कोशिश करें।",
  error_unexpected: "यह नहीं हो सका। कृपया फिर कोशिश करें।",
  error_file_too_large: "फ़ाइल बहुत बड़ी है।",
  error_shortcut_taken: "यह शॉर्टकट किसी और जवाब का है।",
  error_not_allowed: "आपकी भूमिका में इसकी अनुमति नहीं।",
  error_merge_refused: "दो संपर्क एक ही बार जुड़ते हैं, और जुड़े हों तभी अलग होते हैं।",
};
