/** Hindi: the list of keys. */

export default {
  help_title: "कीबोर्ड शॉर्टकट",
  help_next: "अगली बातचीत",
  help_previous: "पिछली बातचीत",
  help_open: "खोलें",
  help_claim: "बातचीत लें",
  help_reply: "जवाब लिखें",
  help_resolve: "बातचीत पूरी करें",
  help_return: "बॉट को लौटाएँ",
  help_sections: "सूची चुनें",
  help_help: "यह सहायता",
  help_escape: "जवाब के बॉक्स से बाहर, बंद करें, वापस जाएँ",
  help_note: "लिखते समय ये अक्षर, अक्षर ही रहते हैं। सेटिंग में इन्हें बंद किया जा सकता है।",
  help_snooze: "अलग रखें, या फिर शुरू करें",
  help_transfer: "किसी साथी या टीम को दें",
  help_note_key: "निजी नोट लिखें (लिखते समय Alt + N)",
  help_more: "और काम",
  help_canned: "जवाब में: तैयार जवाब",
  help_mention: "नोट में: साथी का नाम",
  help_suggestion: "पहला सुझाया जवाब लगाएँ",

  help_pick: "कई पर एक साथ काम के लिए चुनें (सुपरवाइज़र)",
  help_accept: "दी गई बातचीत स्वीकार करें",
  help_palette: "कमांड: कुछ भी करें या खोलें",
};
