/** The console in English: a module for each topic, each key in one of them. */

import actions from "/desk/texts/en/actions.js";
import audit from "/desk/texts/en/audit.js";
import bulk from "/desk/texts/en/bulk.js";
import canned from "/desk/texts/en/canned.js";
import composer from "/desk/texts/en/composer.js";
import connections from "/desk/texts/en/connections.js";
import conversation from "/desk/texts/en/conversation.js";
import errors from "/desk/texts/en/errors.js";
import finding from "/desk/texts/en/finding.js";
import frame from "/desk/texts/en/frame.js";
import help from "/desk/texts/en/help.js";
import known from "/desk/texts/en/known.js";
import lists from "/desk/texts/en/lists.js";
import log from "/desk/texts/en/log.js";
import login from "/desk/texts/en/login.js";
import names from "/desk/texts/en/names.js";
import pages from "/desk/texts/en/pages.js";
import people from "/desk/texts/en/people.js";
import privacy from "/desk/texts/en/privacy.js";
import profile from "/desk/texts/en/profile.js";
import reports from "/desk/texts/en/reports.js";
import security from "/desk/texts/en/security.js";
import tickets from "/desk/texts/en/tickets.js";
import times from "/desk/texts/en/times.js";
import unanswered from "/desk/texts/en/unanswered.js";
import widget from "/desk/texts/en/widget.js";
import wishes from "/desk/texts/en/wishes.js";

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
