"""The timeline and the fishbone as SVG pictures."""
