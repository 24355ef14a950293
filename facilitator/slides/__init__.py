"""The slides of a postmortem meeting as plain values, one item of the document each."""
