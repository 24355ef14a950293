"""What follows from a timeline and its causes: durations, phases, the layout of a fishbone."""
