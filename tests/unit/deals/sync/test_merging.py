"""The conflict rule: the CRM wins on what it says, and says what was lost."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ringside.deals.sync.merging import decide, edited
from ringside.deals.sync.values import digest

VALUES = st.one_of(
    st.none(),
    st.just(""),
    st.text(max_size=5),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
)


def said(**values):
    return {name: digest(value) for name, value in values.items()}


def test_an_edit_here_is_overwritten_and_told_with_both_values():
    decision = decide(said(amount=Decimal(1)), {"amount": Decimal(9)}, {"amount": Decimal(2)})
    assert decision.values == {"amount": Decimal(2)}
    assert [(c.field, c.ringside, c.crm) for c in decision.conflicts] == [("amount", Decimal(9), Decimal(2))]


def test_a_change_there_alone_is_no_conflict():
    decision = decide(said(amount=Decimal(1)), {"amount": Decimal(1)}, {"amount": Decimal(2)})
    assert (decision.values, decision.conflicts) == ({"amount": Decimal(2)}, ())


def test_what_the_crm_never_had_stays_ringsides():
    assert decide(said(next_step=None), {"next_step": "Call"}, {"next_step": None}).values == {}
    assert decide({}, {"next_step": "Call"}, {"next_step": ""}).values == {}


def test_what_the_crm_clears_is_cleared_and_an_edit_lost_by_it_is_told():
    assert decide(said(name="a"), {"name": "a"}, {"name": None}).values == {"name": None}
    decision = decide(said(name="a"), {"name": "b"}, {"name": None})
    assert decision.values == {"name": None}
    assert len(decision.conflicts) == 1


def test_the_same_edit_on_both_sides_is_no_conflict():
    decision = decide(said(name="a"), {"name": "b"}, {"name": "b"})
    assert (decision.values, decision.conflicts) == ({}, ())


@given(
    st.dictionaries(st.sampled_from("abc"), VALUES),
    st.dictionaries(st.sampled_from("abc"), VALUES),
    st.dictionaries(st.sampled_from("abc"), VALUES),
)
def test_afterwards_the_crms_word_stands_and_asking_again_changes_nothing(base, ours, theirs):
    seen = said(**base)
    decision = decide(seen, ours, theirs)
    after = ours | decision.values
    for field, value in theirs.items():
        if digest(value) or seen.get(field):
            assert digest(after.get(field)) == digest(value)
    again = decide(decision.seen, after, theirs)
    assert (again.values, again.conflicts) == ({}, ())
    lost = {clash.field for clash in decision.conflicts}
    assert lost <= {f for f in decision.values if digest(ours.get(f)) != seen.get(f, "")}
    assert not edited({f: decision.seen[f] for f in theirs if decision.seen[f]}, after)
