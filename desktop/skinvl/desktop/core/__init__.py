"""What the workstation works with, without Qt: readings, the engine, reports, settings."""
