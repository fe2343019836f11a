{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "JZeNTwyZE84hyYt312nCHpiR8gLW4Xd0yBya0sVyU6neG/bhP84e8gDjvtmgjOkxhsDHKMyzJ68oVS9/QdoFCA=="}
