"""Sheets that lie above a stage without hiding it."""
