"""What a conversation is: transcript, acts, signals, evidence, scorecard, feedback. Pure, English and Hebrew."""
