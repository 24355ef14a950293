"""Widgets that the screens share: tables, lists, forms, editors with language hints, pictures."""
