{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "P5JMdbbyipipsug1H//yWncgXncAEJ1vSeepW29j4RO1IQjMPQLL2iHD7DlBU48WWjjCiRpe1FPj2BTj474ODw=="}
