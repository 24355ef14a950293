"""Services beside the open postmortem: saving, findings, the language lens, the timer."""
