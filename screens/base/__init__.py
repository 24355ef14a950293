"""What every screen stands on: the application, modal screens, key input, text, themes."""
