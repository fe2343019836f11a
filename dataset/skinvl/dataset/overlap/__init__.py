"""What several dataset folders have in common, and where that crosses their splits."""
