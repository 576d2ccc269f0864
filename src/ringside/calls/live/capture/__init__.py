"""Where the sound of a live call comes from: one reader per kind of sender, all giving the same few things."""
