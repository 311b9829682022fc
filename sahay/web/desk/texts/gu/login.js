/** Gujarati: signing in. */

export default {
  login_title: "ડેસ્કમાં સાઇન ઇન કરો",
  login_email: "ઈ-મેલ",
  login_password: "પાસવર્ડ",
  login_show: "પાસવર્ડ બતાવો",
  login_hide: "પાસવર્ડ છુપાવો",
  login_submit: "સાઇન ઇન કરો",
  login_busy: "સાઇન ઇન થઈ રહ્યું છે…",
  login_email_missing: "તમારું ઈ-મેલ સરનામું લખો.",
  login_password_missing: "તમારો પાસવર્ડ લખો.",
  login_wrong: "ઈ-મેલ સરનામું અથવા પાસવર્ડ સાચો નથી.",
  login_limited: "ઘણી વાર પ્રયત્ન થઈ ગયો છે. {time} પછી ફરી પ્રયત્ન કરો.",
  login_unreachable: "સર્વરનો સંપર્ક થતો નથી. ઇન્ટરનેટ તપાસીને ફરી પ્રયત્ન કરો.",
  login_trouble: "સાઇન ઇન થઈ શક્યું નથી. થોડી વારમાં ફરી પ્રયત્ન કરો.",
  login_expired: "તમારું સત્ર પૂરું થયું છે. ફરી સાઇન ઇન કરો: તમારું લખેલું સચવાયેલું છે.",
};
