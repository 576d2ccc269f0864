"""How acts are recognised: rules per language and a small trained head."""
