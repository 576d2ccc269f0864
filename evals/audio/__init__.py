"""How well voices are found in recordings, real and made."""
