"""The rehearsal of what an operator fears: updating a house in use, going back, losing the database."""
