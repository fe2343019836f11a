{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "WHjjOoLTTqYm95SN+LH3XGSzMnfs84J+0Bbq0wMcOS3l57NohdQCMWPCViwJbvQ1fpKKeq2Sz2k+JcQ9H55rCw=="}
