"""What people type and paste, read into events and actions."""
