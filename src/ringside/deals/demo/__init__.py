"""The demo company's customers and deals, made from a seed: `docs/demo-deals.md` says what is planted in them."""

from ringside.deals.demo.generating import Generated, generate, many
from ringside.deals.demo.keeping import insert, prepare

__all__ = ["Generated", "generate", "insert", "many", "prepare"]
