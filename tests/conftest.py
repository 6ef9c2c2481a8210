"""What many tests share."""

pytest_plugins = ["tests.proofs"]
