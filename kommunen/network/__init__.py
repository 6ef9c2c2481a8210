"""Who works with whom already, on what, and whom to meet next: pure functions over facts that are read once."""
