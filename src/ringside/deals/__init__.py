"""The CRM side: accounts, contacts, deals and activities, and the four assistants that work on them."""
