{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "CEiJ7WUv58liXwqY6bWZM3o4kaL/tGdbxGahOUaL8KkiDrnIYVtYCOE4qiUuAJFOgdmLRHivkQELFuV/OLz0AQ=="}
