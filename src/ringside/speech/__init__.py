"""Sound: decoding, voices, transcription. Knows no word of the trade."""
