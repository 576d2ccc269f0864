"""What a conversation is: transcript, acts, signals, evidence, scorecard, feedback. Pure functions, English and Hebrew."""
