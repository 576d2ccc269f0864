"""How well acts are read: labelled lines, training of the head, scoring."""
