"""For every test."""

import logging
import os

import structlog

# The log is for whoever runs Sahay; a failing test shows its own story.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

# The tests are about the demo shop, whatever shop this shell is set up for.
for name in ("SAHAY_CONFIG", "SAHAY_ORDER_NUMBERS"):
    os.environ.pop(name, None)
