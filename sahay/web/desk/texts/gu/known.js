/** Gujarati: the panel beside the conversation. */

export default {
  panel_open: "ગ્રાહકની માહિતી",
  panel_close: "બંધ કરો",

  known_title: "બૉટને શું ખબર હતી",
  known_reason: "માણસની જરૂર કેમ પડી",
  known_order: "ઑર્ડર",
  known_understood: "છેલ્લે સમજાયેલો આશય",
  known_language: "ભાષા",
  known_channel: "માધ્યમ",
  known_details: "વિગતો",
  known_history: "ઇતિહાસ",
  known_no_history: "શરૂઆતથી બૉટ પાસે જ છે.",
  copy: "{value} કૉપિ કરો",
  copied: "કૉપિ થયું",
  yes: "હા",
  no: "ના",
};
