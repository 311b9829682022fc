/** Gujarati: the list of keys. */

export default {
  help_title: "કીબોર્ડ શૉર્ટકટ",
  help_next: "આગલી વાતચીત",
  help_previous: "પાછલી વાતચીત",
  help_open: "ખોલો",
  help_claim: "વાતચીત લો",
  help_reply: "જવાબ લખો",
  help_resolve: "વાતચીત પૂરી કરો",
  help_return: "બૉટને પાછી આપો",
  help_sections: "યાદી પસંદ કરો",
  help_help: "આ મદદ",
  help_escape: "જવાબના ખાનામાંથી બહાર, બંધ કરો, પાછા જાઓ",
  help_note: "તમે લખતા ન હો ત્યારે જ આ અક્ષરો કામ કરે છે. સેટિંગમાં તે બંધ કરી શકાય છે.",
  help_snooze: "બાજુ પર મૂકો, અથવા ફરી શરૂ કરો",
  help_transfer: "સાથી કે ટીમને આપો",
  help_note_key: "ખાનગી નોંધ લખો (લખતી વખતે Alt + N)",
  help_more: "વધુ કામ",
  help_canned: "જવાબમાં: તૈયાર જવાબ",
  help_mention: "નોંધમાં: સાથીનું નામ",
  help_suggestion: "પહેલો સૂચવેલો જવાબ મૂકો",

  help_pick: "ઘણી પર એકસાથે કામ માટે પસંદ કરો (સુપરવાઇઝર)",
  help_accept: "અપાયેલી વાતચીત સ્વીકારો",
  help_palette: "આદેશો: કંઈ પણ કરો કે ખોલો",
};
