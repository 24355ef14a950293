"""Dialogs above a stage: choice, form, help, version history, conflicts."""
