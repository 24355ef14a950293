"""The health of a library: finding what is damaged, and repairing it."""
