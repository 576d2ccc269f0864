"""How well the tone of what people say is read."""
