"""What people see: one Textual screen and one .tcss file a stage."""
