/** Gujarati: the lists and what they tell of. */

export default {
  section_queued: "રાહમાં",
  section_mine: "મારી",
  section_others: "બીજાની",
  section_recent: "તાજેતરની",
  sections: "વાતચીત",
  empty_queued: "કોઈ રાહ જોતું નથી",
  empty_queued_hint: "નવી વાતચીત અહીં આપોઆપ દેખાશે.",
  empty_mine: "તમારી પાસે કોઈ ખુલ્લી વાતચીત નથી",
  empty_mine_hint: "શરૂ કરવા માટે “રાહમાં”માંથી કોઈ વાતચીત લો.",
  empty_others: "કોઈ સાથી પાસે ખુલ્લી વાતચીત નથી",
  empty_others_hint: "બીજા જેના પર કામ કરે છે તે અહીં દેખાશે.",
  empty_recent: "હજી અહીં કંઈ નથી",
  empty_recent_hint: "બૉટ સાથેની અને પૂરી થયેલી વાતચીત અહીં દેખાશે.",
  unread: "નવો સંદેશ",
  position: "ક્રમ {position}",
  waiting_for: "રાહ",
  draft: "મુસદ્દો:",

  nothing_selected: "કોઈ વાતચીત પસંદ કરો",
  nothing_selected_hint: "યાદીમાંથી કોઈ વાતચીત ખોલો, અથવા આગળ વધવા {key} દબાવો.",

  alert_waiting: "એક ગ્રાહક રાહ જુએ છે",
  alert_message: "ગ્રાહકે જવાબ આપ્યો છે",
  alert_offer: "તમારા માટે એક વાતચીત",
  alert_mention: "એક સાથીએ તમારો ઉલ્લેખ કર્યો છે",
  alert_sla: "જવાબનો સમય થઈ રહ્યો છે",
  announce_offer: "{customer}ની વાતચીત તમને આપવામાં આવી રહી છે.",
  announce_mention: "{name}એ એક નોંધમાં તમારો ઉલ્લેખ કર્યો છે.",
  announce_waiting: { one: "એક ગ્રાહક રાહ જુએ છે.", other: "{count} ગ્રાહકો રાહ જુએ છે." },
  announce_empty: "કોઈ રાહ જોતું નથી.",
};
