"""For every test."""

import logging

import structlog

# The log is for whoever runs Sahay; a failing test shows its own story.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
