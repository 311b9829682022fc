/** Gujarati: the navigation, and what every page has. */

export default {
  pages: "પેજ",
  page_failed: "આ પેજ ખૂલી શક્યું નથી.",
  page_missing: "આવું કોઈ પેજ નથી, અથવા તમારી ભૂમિકામાં તે ખૂલતું નથી.",

  pages_more: "વધુ",
  pages_home: "વાતચીત",
};
