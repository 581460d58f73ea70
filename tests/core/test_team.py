"""Teams by hand: means of distances, votes, musts, absences and the agenda."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.builders import attribute, ladder, level, need, profile, solution, steps, table, wish
from core.strategies import worlds
from stemwijzer.core.agenda import Outcomes, Stake, agenda, disagreement
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.matching import Status, rank
from stemwijzer.core.model import Kind
from stemwijzer.core.profile import make_wish
from stemwijzer.core.team import Member, decide, listen
from stemwijzer.core.team_stability import simulate_team
from stemwijzer.core.votes import borda, concordance, kemeny, places

Q1, Q2 = ladder("q1"), ladder("q2")


def member(name, weight=1, role="", **answers):
    """Return a member who answers these ladders: a level, or an Answer."""
    asked = {"q1": Q1, "q2": Q2}
    given_ = {q: a if isinstance(a, Answer) else Answer(a) for q, a in answers.items()}
    wishes = [w for q, a in given_.items() if (w := make_wish(asked[q], a))]
    return Member(name, profile(*wishes), given_, role, Fraction(weight))


def must(level):
    return Answer(level, Importance.MUST)


def board(*solutions):
    return table([Q1, Q2], solutions)


# The joint ranking ----------------------------------------------------------------------------


def test_the_joint_distance_is_the_mean_of_the_members_own_distances():
    # x is 0 and 2 steps off, y 1 and 1, of 4. Ann asks q1 only: x 0, y 1/4. Bob asks q2 at double
    # importance and q1: x (0 + 2 * 1/2) / 3 = 1/3, y (1/4 + 2 * 1/4) / 3 = 1/4.
    # Means: x (0 + 1/3) / 2 = 1/6, y (1/4 + 1/4) / 2 = 1/4.
    ann = member("ann", q1="v0")
    bob = member("bob", q1="v0", q2=Answer("v0", Importance.MORE))
    x, y = decide([ann, bob], board(steps("x", 0, 2), steps("y", 1, 1))).ranked
    assert (x.solution_id, x.distance, x.members) == ("x", Fraction(1, 6), (0, Fraction(1, 3)))
    assert (y.solution_id, y.distance) == ("y", Fraction(1, 4))
    assert (x.worst, x.worst_off, y.worst_off) == (Fraction(1, 3), (1,), (0, 1))
    # Own places: ann x y, bob y x.
    assert (x.places, y.places) == ((1, 2), (2, 1))


def test_opposite_answers_are_not_averaged_to_the_middle():
    # v0 and v4: the middle (2 steps) is half for both, the ends 0 and 1. All three tie at 1/2,
    # and the worst-off member tells them apart.
    team = decide(
        [member("ann", q1="v0"), member("bob", q1="v4")],
        board(steps("left", 0), steps("middle", 2), steps("right", 4)),
    )
    assert [s.distance for s in team.ranked] == [Fraction(1, 2)] * 3
    assert [s.rank for s in team.ranked] == [1, 1, 1]
    assert {s.solution_id: s.worst for s in team.ranked} == {
        "left": 1,
        "middle": Fraction(1, 2),
        "right": 1,
    }
    # Two orders that are each other's reverse cancel out.
    assert team.concordance == 0


def test_a_weight_stated_beforehand_counts():
    # x 0 for ann, 1 for bob. With weights 3 and 1: x 1/4, y 3/4; with 1/2 and 1: x 2/3, y 1/3.
    both = board(steps("x", 0), steps("y", 4))
    heavy = decide([member("ann", 3, q1="v0"), member("bob", q1="v4")], both)
    assert [(s.solution_id, s.distance) for s in heavy.ranked] == [
        ("x", Fraction(1, 4)),
        ("y", Fraction(3, 4)),
    ]
    light = decide([member("ann", Fraction(1, 2), q1="v0"), member("bob", q1="v4")], both)
    assert [(s.solution_id, s.distance) for s in light.ranked] == [
        ("y", Fraction(1, 3)),
        ("x", Fraction(2, 3)),
    ]


def test_a_must_have_of_one_member_knocks_out_for_all_with_who_and_why():
    # x would be first (mean 1/8: ann 0, bob 1/4), but bob must have v1 on q1.
    team = decide(
        [member("ann", q1="v0"), member("bob", q1=must("v1"))],
        board(steps("x", 0), steps("y", 1), steps("z", None), steps("w", 4)),
    )
    assert [s.solution_id for s in team.excluded] == ["x", "w"]
    out = team.excluded[0]
    assert (out.unmet, out.rank) == ((("bob", "q1"),), 1)
    (demand,) = team.demands
    assert (demand.members, demand.removes, demand.alone) == (("bob",), 2, 2)
    assert demand.best_back == "x"
    # Of z nothing is known: too little to rank, and the must-have is to be asked.
    assert [(s.solution_id, s.ask) for s in team.unranked] == [("z", (("bob", "q1"),))]
    # Without bob his must-have goes too, and x comes first; without ann y stays.
    assert [(a.member, a.first, a.changes) for a in team.absences] == [
        ("ann", ("y",), False),
        ("bob", ("x",), True),
    ]


def test_nobody_may_be_left():
    team = decide(
        [member("ann", q1=must("v0")), member("bob", q1=must("v4"))],
        board(steps("x", 0), steps("y", 4)),
    )
    assert (team.status, team.ranked, team.kemeny) == (Status.NONE_LEFT, (), ())
    assert [(a.member, a.first) for a in team.absences] == [("ann", ("y",)), ("bob", ("x",))]


def test_members_who_say_nothing_are_named_and_left_out():
    team = decide([member("ann", q1="v0"), member("bob", q1="no_preference")], board(steps("x", 0)))
    assert (team.silent, [v.member.name for v in team.voices]) == (("bob",), ["ann"])
    assert team.ranked[0].members == (0,)
    nobody = decide([member("bob")], board(steps("x", 0)))
    assert (nobody.status, nobody.voices) == (Status.NO_PROFILE, ())


@pytest.mark.parametrize(
    ("role", "employee"), [("employee", True), (" Medewerker ", True), ("manager", False)]
)
def test_an_employee_is_known_by_role(role, employee):
    assert member("ann", role=role).employee is employee


# Votes ----------------------------------------------------------------------------------------


def rows(*orders):
    """Return distances per member for alternatives 0..n-1, from orders such as ``"bac"``."""
    names = sorted(orders[0])
    return [[Fraction(order.index(name)) for name in names] for order in orders]


def test_places_share_ties():
    assert places([Fraction(2), Fraction(1), Fraction(2), Fraction(3)]) == [2, 1, 2, 4]


def test_borda_counts_who_is_beaten():
    # a beats 2 + 2 + 0 of 6, b 1 + 1 + 2, c 0 + 0 + 1.
    found = borda(rows("abc", "abc", "bca"), [1, 1, 1])
    assert found == [Fraction(4, 6), Fraction(4, 6), Fraction(1, 6)]
    tie = [[Fraction(0), Fraction(0), Fraction(1)]]  # a tie is half a win each
    assert borda(tie, [1]) == [Fraction(3, 4), Fraction(3, 4), 0]


def test_kendalls_w_follows_the_textbook():
    # Ranks abc, abc, bca: sums a 1+1+3 = 5, b 2+2+1 = 5, c 3+3+2 = 8; mean 6;
    # S = 1 + 1 + 4 = 6; W = 12 S / (m^2 (n^3 - n)) = 72 / (9 * 24) = 1/3.
    assert concordance(rows("abc", "abc", "bca"), [1, 1, 1]) == Fraction(1, 3)
    assert concordance(rows("abc", "abc"), [1, 1]) == 1
    assert concordance(rows("abc", "cba"), [1, 1]) == 0
    # The same order counted twice is a weight of two.
    assert concordance(rows("abc", "bca"), [2, 1]) == Fraction(1, 3)
    assert concordance(rows("abc"), [1]) is None
    assert concordance([[Fraction(1)] * 3] * 2, [1, 1]) is None


def test_kendalls_w_is_corrected_for_ties():
    # Ranks 1.5 1.5 3 and 1 2 3: sums 2.5 3.5 6, mean 4, S = 2.25 + 0.25 + 4 = 6.5.
    # T = 2^3 - 2 = 6: W = 12 * 6.5 / (4 * 24 - 2 * 6) = 78 / 84.
    tied = [[Fraction(0), Fraction(0), Fraction(1)], [Fraction(0), Fraction(1), Fraction(2)]]
    assert concordance(tied, [1, 1]) == Fraction(78, 84)


def test_kemeny_breaks_a_circle_at_its_weakest_link():
    # a>b 3:1... abc x2, bca x1, cab x1: a over b 3-1, b over c 3-1, c over a 2-2.
    order, equal = kemeny(rows("abc", "abc", "bca", "cab"), [1, 1, 1, 1])
    assert (order, equal) == ((0, 1, 2), 1)
    # A perfect circle of three has three equally good orders; the order given comes first.
    assert kemeny(rows("abc", "bca", "cab"), [1, 1, 1]) == ((0, 1, 2), 3)


@given(st.lists(st.permutations(range(5)), min_size=1, max_size=5), st.data())
def test_kemeny_is_what_trying_every_order_gives(orders, data):
    given_rows = [[Fraction(order.index(i) // 2) for i in range(5)] for order in orders]
    weights = [data.draw(st.integers(1, 3)) for _ in orders]

    def cost(order):
        return sum(
            w
            for earlier, later in combinations(order, 2)
            for w, row in zip(weights, given_rows, strict=True)
            if row[later] < row[earlier]
        )

    costs = {order: cost(order) for order in permutations(range(5))}
    best = [order for order, value in costs.items() if value == min(costs.values())]
    found, equal = kemeny(given_rows, weights)
    assert found == min(best)
    assert equal == len(best)


# The agenda -----------------------------------------------------------------------------------


def issues(members, *solutions):
    on = board(*solutions)
    return {i.question_id: i for i in agenda(listen(members, on)[0], on)}


def test_disagreement_is_the_mean_gap_over_pairs():
    # v0, v0 and v4: of the three pairs two are opposite: 2/3. Doubling the importance of v4:
    # pairs weigh 2*2, 2*4, 2*4 (halves): (8 + 8) / 20 = 4/5.
    three = [member("a", q1="v0"), member("b", q1="v0"), member("c", q1="v4")]
    on = board(steps("x", 0), steps("y", 4))
    assert disagreement(Q1, listen(three, on)[0]) == Fraction(2, 3)
    three[2] = member("c", q1=Answer("v4", Importance.MORE))
    assert disagreement(Q1, listen(three, on)[0]) == Fraction(4, 5)
    # v1 and v3 lie half the scale apart; who has no preference takes no place on it.
    two = [member("a", q1="v1"), member("b", q1="v3"), member("c", q1="no_preference", q2="v0")]
    assert disagreement(Q1, listen(two, on)[0]) == Fraction(1, 2)


def test_disagreeing_with_a_need_and_neutral_are_the_same_place():
    question = need(attribute(Kind.LEVEL, "no", "yes", id="q3"), "yes")
    on = table([question], [solution("x", q3=level("yes"))])
    voices = [
        Member(str(i), profile(), {"q3": Answer(word)})
        for i, word in enumerate(["neutral", "fully_disagree"])
    ]
    # They ask nothing, so nobody would hear them here; put their answers in a voice.
    (voice,), _ = listen([Member("x", profile(wish(question, "agree")))], on)
    heard = [replace(voice, member=m) for m in voices]
    assert disagreement(question, heard) == 0


def test_what_decides_number_one_comes_before_a_larger_difference_that_decides_nothing():
    # q2 is fully opposed, but x and y are equal on it. q1: v0 and v1 lie 1/4 apart and decide
    # between x (0) and y (1).
    members = [member("ann", q1="v0", q2="v0"), member("bob", q1="v1", q2="v4")]
    found = issues(members, steps("x", 0, 2), steps("y", 1, 2))
    assert list(found) == ["q1", "q2"]
    assert (found["q1"].stake, found["q1"].disagreement) == (Stake.FIRST, Fraction(1, 4))
    assert (found["q2"].stake, found["q2"].disagreement) == (Stake.NOTHING, 1)
    # If both say v0, x is first; the answers of the other question stay as they are.
    assert {p.answer.value: (p.members, p.first) for p in found["q1"].positions} == {
        "v0": (("ann",), ("x",)),
        "v1": (("bob",), ("y",)),
    }


def test_the_first_three_can_change_while_number_one_stays():
    # q2 weighs 2, q1 1. a (1/2 + 0) / 3, b (1/2 + 1/2) / 3; d is 1/3 with v0 and 2/3 with v4, e
    # the other way round: a stays first, and the third of the first three is d or e.
    fixed = {"q2": Answer("v0", Importance.MORE)}
    members = [member("ann", q1="v0", **fixed), member("bob", q1="v4", **fixed)]
    found = issues(
        members,
        steps("a", 2, 0),
        steps("b", 2, 1),
        steps("d", 0, 2),
        steps("e", 4, 2),
    )
    assert found["q1"].stake is Stake.TOP_THREE
    assert [p.top_three for p in found["q1"].positions] == [("a", "b", "d"), ("a", "b", "e")]


def test_the_same_wish_as_a_must_have_is_an_issue_of_its_own():
    # All want v0 on q1; for bob it is a must, which takes y out. If his must were nobody's,
    # y (q1 1/4, q2 0) would beat x (q1 0, q2 1): 1/8 against 1/2.
    members = [member("ann", q1="v0", q2="v0"), member("bob", q1=must("v0"), q2="v0")]
    found = issues(members, steps("x", 0, 4), steps("y", 1, 0))
    q1 = found["q1"]
    assert (q1.disagreement, q1.stake, q1.agreed) == (0, Stake.FIRST, False)
    assert [(p.importance, p.first) for p in q1.positions] == [
        (Importance.NORMAL, ("y",)),
        (Importance.MUST, ("x",)),
    ]
    assert found["q2"].agreed


def test_who_skipped_is_open_and_not_a_position():
    members = [member("ann", q1="v0", q2="v0"), member("bob", q2="v1", q1="skip")]
    found = issues(members, steps("x", 0, 0))
    assert found["q1"].skipped == ("bob",)
    assert [p.members for p in found["q1"].positions] == [("ann",)]
    assert found["q1"].disagreement is None


@given(worlds(musts=True), st.data())
def test_an_outcome_on_the_agenda_is_what_deciding_with_that_answer_gives(world, data):
    """The quick sums of the agenda against the joint ranking itself."""
    on = table(world.questions, world.solutions)
    # Members have some of the wishes of the world, each at an importance of its own.
    members = []
    for i in range(data.draw(st.integers(1, 3))):
        own = [
            replace(w, importance=data.draw(st.sampled_from([1, 2, 4])))
            for w in world.wishes
            if data.draw(st.booleans())
        ]
        members.append(Member(f"m{i}", profile(*own), {}))
    question = world.questions[0]
    voices, _ = listen(members, on)
    if not voices:
        return
    for common in (None, world.wishes[0]):
        changed = [
            replace(
                m,
                profile=profile(
                    *(w for w in m.profile.wishes if w.question.id != question.id),
                    *([common] if common else []),
                ),
            )
            for m in (voice.member for voice in voices)
        ]
        team = decide(changed, on)
        first, top = Outcomes(question, voices, on).with_answer(common)
        assert set(first) == {s.solution_id for s in team.first}
        assert set(top) == {s.solution_id for s in team.ranked if s.rank <= 3}


# Properties -----------------------------------------------------------------------------------


def same_as_match(team, ranking):
    keys = ("solution_id", "rank", "tied", "close_call", "possible_winner")
    of_team = [tuple(getattr(s, key) for key in keys) for s in team.ranked]
    assert of_team == [tuple(getattr(s, key) for key in keys) for s in ranking.ranked]
    assert team.status is ranking.status
    for kind in ("ranked", "excluded", "unranked"):
        ours, theirs = getattr(team, kind), getattr(ranking, kind)
        assert [(s.solution_id, s.rank) for s in ours] == [(s.solution_id, s.rank) for s in theirs]
        assert [float(1 - s.distance) for s in ours] == pytest.approx([s.match for s in theirs])
        assert [float(1 - s.high) for s in ours] == pytest.approx([s.match_low for s in theirs])
        assert [float(s.coverage) for s in ours] == pytest.approx([s.coverage for s in theirs])


@given(worlds(), st.integers(1, 4))
def test_one_member_and_identical_members_get_what_match_gives(world, count):
    on = table(world.questions, world.solutions)
    alone = profile(*world.wishes)
    team = decide([Member(f"m{i}", alone, {}) for i in range(count)], on)
    same_as_match(team, rank(alone, on))
    assert all(not absence.changes for absence in team.absences)
    if team.concordance is not None:
        assert team.concordance == 1
    ranks = {s.solution_id: s.rank for s in team.ranked}
    kept = [ranks[name] for name in team.kemeny]
    assert kept == sorted(kept)


@given(worlds(least=3), st.data())
def test_the_order_of_the_members_changes_nothing(world, data):
    on = table(world.questions, world.solutions)
    members = [
        Member(
            f"m{i}",
            profile(*(w for w in world.wishes if data.draw(st.booleans()))),
            weight=Fraction(data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))),
        )
        for i in range(3)
    ]
    one = decide(members, on)
    other = decide(data.draw(st.permutations(members)), on)

    def told(team):
        return [
            (s.solution_id, s.rank, s.tied, s.distance, s.worst, s.borda, set(s.unmet))
            for s in (*team.ranked, *team.excluded, *team.unranked)
        ]

    assert told(one) == told(other)
    assert (one.kemeny, one.kemeny_orders, one.concordance) == (
        other.kemeny,
        other.kemeny_orders,
        other.concordance,
    )
    assert set(one.absences) == set(other.absences)


# Stability ------------------------------------------------------------------------------------


def test_the_simulation_follows_the_seed_and_not_the_order_of_the_members():
    on = board(steps("x", 0, 2), steps("y", 1, None), steps("z", 3, 3))
    ann, bob = member("ann", q1="v0", q2="v1"), member("bob", q1="v1", q2="v1")
    one, other = (simulate_team(decide(m, on), on, 500, 3) for m in ([ann, bob], [bob, ann]))
    assert one == other
    assert simulate_team(decide([ann, bob], on), on, 500, 4) != one
    assert sum(place.first for place in one.places) >= 1  # ties count for all who tie
    assert one.place("z").first == 0


def test_what_nobody_doubts_is_certain():
    on = board(steps("x", 0), steps("y", 4))
    found = simulate_team(decide([member("ann", q1="v0")], on), on, 200, 1)
    assert (found.verdict, found.places[0].first) == ("clear", 1)
    assert simulate_team(decide([member("ann", q1=must("v2"))], on), on, 200, 1) is None
