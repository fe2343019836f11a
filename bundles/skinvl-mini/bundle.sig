{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "KYOYQjmTLw/oYynGJ1BI5NJj2cX76mIjtqBUyE6MXIwv5J5eOR21Zd8oH4lMUUzCd2tuq9ic5gBknul2vDSGBQ=="}
