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
import workflows.processes.closing.reporting
import workflows.processes.closing.sending
import workflows.processes.decision
import workflows.processes.hearing
import workflows.processes.referral.calling_off
import workflows.processes.referral.contact
import workflows.processes.referral.deciding
import workflows.processes.referral.decision_letter
import workflows.processes.referral.effort
import workflows.processes.referral.frame
import workflows.processes.referral.hearing
import workflows.processes.referral.inquiry
import workflows.processes.referral.missing
import workflows.processes.referral.pages
import workflows.processes.referral.reminders
import workflows.processes.referral.report
import workflows.processes.request
import workflows.processes.takeover.calling_off
import workflows.processes.takeover.checklists
import workflows.processes.takeover.data
import workflows.processes.takeover.declaration
import workflows.processes.takeover.information
import workflows.processes.takeover.opening
import workflows.processes.takeover.pages
import workflows.processes.takeover.preparation
import workflows.processes.takeover.reminders
import workflows.processes.takeover.settlement
import workflows.processes.takeover.terms
import workflows.processes.takeover.transfer
import workflows.processes.takeover.transfers
