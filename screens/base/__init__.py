"""Base of all screens: application, modal screens, terminal input, text, themes, workarounds."""
