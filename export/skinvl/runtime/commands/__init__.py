"""Command modules of the runtime: `skinvl diagnose` and `skinvl bundle`."""
