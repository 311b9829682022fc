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
  help_tickets: "टिकट",
  help_help: "यह सहायता",
  help_escape: "जवाब के बॉक्स से बाहर, बंद करें, वापस जाएँ",
  help_note: "ये अक्षर तभी काम करते हैं जब आप कुछ लिख नहीं रहे हों। सेटिंग में इन्हें बंद किया जा सकता है।",
};
