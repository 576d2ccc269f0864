"""How well what contacts write is read: pains, priorities, objections and ways of deciding, one sentence a line."""
