"""Durations, phases and fishbone bones, computed from the timeline and the causes."""
