"""Maps a function over items, each in a child process with limits: here, or on a Ray cluster."""
