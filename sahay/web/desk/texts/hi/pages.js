/** Hindi: the navigation, and what every page has. */

export default {
  pages: "पेज",
  page_failed: "यह पेज खुल नहीं सका।",
  page_missing: "ऐसा कोई पेज नहीं है, या आपकी भूमिका में यह नहीं खुलता।",

  pages_more: "और",
  pages_home: "बातचीत",
};
