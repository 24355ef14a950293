"""The file system: durable writes, permissions, and where things are kept on this computer."""
