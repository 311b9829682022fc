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
  help_tickets: "ટિકિટ",
  help_help: "આ મદદ",
  help_escape: "જવાબના ખાનામાંથી બહાર, બંધ કરો, પાછા જાઓ",
  help_note: "તમે લખતા ન હો ત્યારે જ આ અક્ષરો કામ કરે છે. સેટિંગમાં તે બંધ કરી શકાય છે.",
};
