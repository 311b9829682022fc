/** English: the navigation, and what every page has. */

export default {
  pages: "Pages",
  page_failed: "This page could not be opened.",
  page_missing: "There is no such page, or your role does not open it.",

  pages_more: "More",
  pages_home: "Inbox",
};
