/** Hindi: signing in. */

export default {
  login_title: "डेस्क में साइन इन करें",
  login_email: "ई-मेल",
  login_password: "पासवर्ड",
  login_show: "पासवर्ड दिखाएँ",
  login_hide: "पासवर्ड छिपाएँ",
  login_submit: "साइन इन करें",
  login_busy: "साइन इन हो रहा है…",
  login_email_missing: "अपना ई-मेल पता लिखें।",
  login_password_missing: "अपना पासवर्ड लिखें।",
  login_wrong: "ई-मेल पता या पासवर्ड सही नहीं है।",
  login_limited: "बहुत बार कोशिश हो चुकी है। {time} बाद फिर कोशिश करें।",
  login_unreachable: "सर्वर से संपर्क नहीं हो रहा है। इंटरनेट जाँचकर फिर कोशिश करें।",
  login_trouble: "साइन इन नहीं हो सका। थोड़ी देर में फिर कोशिश करें।",
  login_expired: "आपका सत्र समाप्त हो गया है। फिर से साइन इन करें: आपका लिखा हुआ सुरक्षित है।",
};
