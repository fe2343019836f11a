"""The `desktop` command."""
