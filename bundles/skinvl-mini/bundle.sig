{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "Axswmt0yFWzJ41ceJd/KpllMZ1RLIEhLawqTX2bSUioqg1oQEHP3yxLmJXRc4qHI2W3mhpCqARGmvGPGSPEuDg=="}
