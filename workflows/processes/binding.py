"""Imports every module that binds operations and answers, so that all names of the diagrams are known."""

# ruff: noqa: F401

import workflows.processes.closing.accounts
import workflows.processes.closing.calling_off
import workflows.processes.closing.conclusions
import workflows.processes.closing.decision
import workflows.processes.closing.following
import workflows.processes.closing.letters
import workflows.processes.closing.opening
import workflows.processes.closing.pages
import workflows.processes.closing.reminders
import workflows.processes.closing.sending
import workflows.processes.decision
import workflows.processes.hearing
import workflows.processes.request
