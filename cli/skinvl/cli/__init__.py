"""The `skinvl` command: one table of commands, dispatched by name."""
