"""What happens to a record between two people: roles, review, history, proposals, quality."""
