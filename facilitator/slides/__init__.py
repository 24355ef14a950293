"""The document for the people in the room: one thing at a time, as plain values."""
