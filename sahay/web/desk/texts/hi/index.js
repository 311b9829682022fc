/** The console in Hindi: a module for each topic, each key in one of them. */

import actions from "/desk/texts/hi/actions.js";
import audit from "/desk/texts/hi/audit.js";
import bulk from "/desk/texts/hi/bulk.js";
import canned from "/desk/texts/hi/canned.js";
import composer from "/desk/texts/hi/composer.js";
import connections from "/desk/texts/hi/connections.js";
import conversation from "/desk/texts/hi/conversation.js";
import errors from "/desk/texts/hi/errors.js";
import finding from "/desk/texts/hi/finding.js";
import frame from "/desk/texts/hi/frame.js";
import help from "/desk/texts/hi/help.js";
import known from "/desk/texts/hi/known.js";
import lists from "/desk/texts/hi/lists.js";
import log from "/desk/texts/hi/log.js";
import login from "/desk/texts/hi/login.js";
import names from "/desk/texts/hi/names.js";
import pages from "/desk/texts/hi/pages.js";
import people from "/desk/texts/hi/people.js";
import privacy from "/desk/texts/hi/privacy.js";
import profile from "/desk/texts/hi/profile.js";
import reports from "/desk/texts/hi/reports.js";
import security from "/desk/texts/hi/security.js";
import tickets from "/desk/texts/hi/tickets.js";
import times from "/desk/texts/hi/times.js";
import unanswered from "/desk/texts/hi/unanswered.js";
import widget from "/desk/texts/hi/widget.js";
import wishes from "/desk/texts/hi/wishes.js";

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
