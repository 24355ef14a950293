"""Times and time zones as people write them, parsed into minutes in UTC."""
