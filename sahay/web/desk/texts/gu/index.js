/** The console in Gujarati: a module for each topic, each key in one of them. */

import actions from "/desk/texts/gu/actions.js";
import audit from "/desk/texts/gu/audit.js";
import bulk from "/desk/texts/gu/bulk.js";
import canned from "/desk/texts/gu/canned.js";
import composer from "/desk/texts/gu/composer.js";
import connections from "/desk/texts/gu/connections.js";
import conversation from "/desk/texts/gu/conversation.js";
import errors from "/desk/texts/gu/errors.js";
import finding from "/desk/texts/gu/finding.js";
import frame from "/desk/texts/gu/frame.js";
import help from "/desk/texts/gu/help.js";
import known from "/desk/texts/gu/known.js";
import lists from "/desk/texts/gu/lists.js";
import log from "/desk/texts/gu/log.js";
import login from "/desk/texts/gu/login.js";
import names from "/desk/texts/gu/names.js";
import pages from "/desk/texts/gu/pages.js";
import people from "/desk/texts/gu/people.js";
import privacy from "/desk/texts/gu/privacy.js";
import profile from "/desk/texts/gu/profile.js";
import reports from "/desk/texts/gu/reports.js";
import security from "/desk/texts/gu/security.js";
import tickets from "/desk/texts/gu/tickets.js";
import times from "/desk/texts/gu/times.js";
import unanswered from "/desk/texts/gu/unanswered.js";
import widget from "/desk/texts/gu/widget.js";
import wishes from "/desk/texts/gu/wishes.js";

export default {
  ...actions,
  ...audit,
  ...bulk,
  ...canned,
  ...composer,
  ...connections,
  ...conversation,
  ...errors,
  ...finding,
  ...frame,
  ...help,
  ...known,
  ...lists,
  ...log,
  ...login,
  ...names,
  ...pages,
  ...people,
  ...privacy,
  ...profile,
  ...reports,
  ...security,
  ...tickets,
  ...times,
  ...unanswered,
  ...widget,
  ...wishes,
};
