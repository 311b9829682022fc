/** Hindi: the lists and what they tell of. */

export default {
  section_queued: "प्रतीक्षा में",
  section_mine: "मेरी",
  section_others: "दूसरों की",
  section_recent: "हाल की",
  sections: "बातचीत",
  empty_queued: "कोई प्रतीक्षा में नहीं है",
  empty_queued_hint: "नई बातचीत यहाँ अपने आप दिखेगी।",
  empty_mine: "आपके पास कोई खुली बातचीत नहीं है",
  empty_mine_hint: "शुरू करने के लिए “प्रतीक्षा में” से कोई बातचीत लें।",
  empty_others: "किसी सहकर्मी के पास खुली बातचीत नहीं है",
  empty_others_hint: "दूसरे जिन पर काम कर रहे हैं, वे यहाँ दिखेंगी।",
  empty_recent: "अभी यहाँ कुछ नहीं है",
  empty_recent_hint: "बॉट के साथ चल रही और पूरी हुई बातचीत यहाँ दिखेंगी।",
  unread: "नया संदेश",
  position: "क्रमांक {position}",
  waiting_for: "प्रतीक्षा",
  draft: "मसौदा:",

  nothing_selected: "कोई बातचीत चुनें",
  nothing_selected_hint: "सूची से कोई बातचीत खोलें, या आगे बढ़ने के लिए {key} दबाएँ।",

  alert_waiting: "एक ग्राहक प्रतीक्षा में है",
  alert_message: "ग्राहक ने जवाब दिया है",
  alert_offer: "आपके लिए एक बातचीत",
  alert_mention: "एक सहकर्मी ने आपका ज़िक्र किया है",
  alert_sla: "जवाब का समय हो रहा है",
  announce_offer: "{customer} की बातचीत आपको दी जा रही है।",
  announce_mention: "{name} ने एक नोट में आपका ज़िक्र किया है।",
  announce_waiting: { one: "एक ग्राहक प्रतीक्षा में है।", other: "{count} ग्राहक प्रतीक्षा में हैं।" },
  announce_empty: "कोई प्रतीक्षा में नहीं है।",
};
