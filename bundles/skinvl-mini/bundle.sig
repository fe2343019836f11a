{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "X6VYBanLNLEvap23yL47QNmsnOSOOYQsD187SLhlU6OQF89uSAkXL3LmX3iJpOiszAgj3DNl8oWuUl3AG74tBQ=="}
