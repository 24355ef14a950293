"""What runs beside an open postmortem: saving, findings, the language lens, the timer."""
