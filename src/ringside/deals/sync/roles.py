"""What CRMs call the parts people play in a purchase, as ours. Pure."""

from __future__ import annotations

import re

from ringside.deals.schemas import BuyingRole

_ROLES: tuple[tuple[str, BuyingRole], ...] = (
    (r"champion|internal advocate|coach\b|sponsor|אלוף|תומך|ספונסר", "champion"),
    (r"economic|budget|finance|\bcfo\b|תקציב|כלכלי", "economic_buyer"),
    (r"decision|executive|approver|signatory|signer|מחליט|מאשר", "decision_maker"),
    (r"gate ?keeper|procurement|purchas|legal|רכש|שומר", "gatekeeper"),
    (r"blocker|detractor|opponent|מתנגד|חוסם", "blocker"),
    (r"influenc|evaluat|technical|architect|consult|משפיע|טכני|בוחן", "influencer"),
    (r"\buser|end.?user|משתמש", "user"),
)


def buying_role(label: str) -> BuyingRole | None:
    """The role that a label of a CRM means, or None where it says nothing of the kind (Billing Contact, Other)."""
    folded = label.replace("_", " ").lower()
    return next((role for pattern, role in _ROLES if re.search(pattern, folded)), None)
