"""What reps meet often and fail at comes up more often: bounded, and the same for the same seed and counts."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ringside.playbook.schemas import Answers
from ringside.practice import buyer
from ringside.practice.catalogue import catalogue
from ringside.practice.composer import compose
from ringside.practice.drafts import PersonaBrief
from ringside.practice.learning import Met, in_practice, weight, weights

counts = st.integers(0, 200).flatmap(lambda n: st.builds(Met, st.just(n), st.integers(0, n)))


@given(counts)
def test_a_weight_is_bounded_and_one_for_what_was_never_met(met):
    assert 1 <= weight(met) < 3
    assert weight(Met()) == 1


@given(counts)
def test_failing_more_often_weighs_more(met):
    if met.resolved:
        assert weight(Met(met.raised, met.resolved - 1)) > weight(met)
    assert weight(Met(met.raised + 1, met.resolved)) >= weight(met) - 1e-9


def first_objections(leanings, seeds=200):
    persona, scenario = catalogue().personas["michael-carter"], catalogue().scenarios["cold-call"]
    states = [buyer.start(persona, scenario, "intermediate", seed, "en", leanings) for seed in range(seeds)]
    return Counter(next(o.kind for o in state.objections if not o.reflex) for state in states)


def test_catalogue_buyers_bring_up_more_often_what_is_failed_at():
    usual, learnt = first_objections(None), first_objections(weights({"timing": Met(40, 2)}))
    assert learnt["timing"] > 1.4 * usual["timing"]
    assert all(count > 0 for count in learnt.values())
    assert learnt == first_objections(weights({"timing": Met(40, 2)}))
    assert usual == first_objections({})


def test_generated_buyers_do_so_with_the_counts_in_their_reasons():
    def made(seed, met):
        return compose(
            PersonaBrief(
                weakness="opening", weakness_text="", level="intermediate", language="en", industry=None, seed=seed,
                answers=Answers(), met={kind: (m.raised, m.resolved) for kind, m in met.items()},
                leanings=weights(met),
            )
        )  # fmt: skip

    met = {"price": Met(14, 5)}
    learnt = [made(seed, met) for seed in range(60)]
    assert not [d for d in (made(seed, {}) for seed in range(60)) if "price" in [o.kind for o in d.objections]]
    priced = [draft for draft in learnt if "price" in [o.kind for o in draft.objections]]
    assert len(priced) > 15
    assert all(draft.objections[0].kind == "not_interested" for draft in learnt)
    assert any("14" in reason.why and "5" in reason.why for reason in priced[0].because)
    assert made(7, met) == made(7, met)


def test_practice_counts_what_came_up_and_was_settled():
    states = [
        [{"kind": "price", "status": "resolved"}, {"kind": "timing", "status": "waiting"}],
        [{"kind": "price", "status": "open"}, {"kind": "unheard-of", "status": "open"}],
        None,
    ]
    assert in_practice(states) == {"price": Met(2, 1)}
