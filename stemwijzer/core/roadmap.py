"""Which applications come now, next, later or not: rules over goals, match, size and what is there.

The rules, in this order; each place carries its reasons:

1. What the user already has is *present*.
2. *Not*: it serves none of the goals; no setting of it meets a must-have; its smallest size is more
   than ``SIZE_FACTOR`` times the user's, or the user is well above its largest; its match is below
   ``POOR_MATCH``; or another application that fits at least as well usually does its work.
3. *Later*: the user is well below its smallest size; its match is below ``GOOD_MATCH``; or it
   serves goals only half, and what comes now serves these fully.
4. *Now*: it serves fully a goal that nothing better matching serves now. So no more is started at
   once than the goals ask for. What serves the same goals, or an open goal half, is *next*.
5. What needs another application first comes one step after it. What serves no goal itself and is
   needed first is taken along.

Everything is compared in whole numbers or exact shares; equal matches are treated alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stemwijzer.core.distance import scale_distance
from stemwijzer.core.matching import GOOD_MATCH, Ranking, Standing
from stemwijzer.core.model import (
    GOALS,
    UNIT,
    Application,
    Kind,
    Measure,
    Prerequisite,
    Question,
)
from stemwijzer.core.plan import PLANNED, Place, Ready, Reason, Step, Why
from stemwijzer.core.profile import Profile, Wish

POOR_MATCH = (4, 10)
"""Below this share an application is not for the user."""

SIZE_SLACK = (4, 5)
"""So much of the smallest size is near enough; the largest size may be passed as much."""

SIZE_FACTOR = 2
"""Below the smallest size divided by this, an application is not for the user."""


_AFTER = {Step.NOW: Step.NEXT, Step.NEXT: Step.LATER, Step.LATER: Step.LATER}


@dataclass(slots=True)
class _Draft:
    """A place on its way: its application, what it serves, its step on its own merits, why."""

    application: Application
    standing: Standing
    full: tuple[str, ...]
    half: tuple[str, ...]
    step: Step
    reasons: list[Reason]

    @property
    def id(self) -> str:
        return self.application.id

    @property
    def only_goals_missing(self) -> bool:
        return [r.why for r in self.reasons] == [Why.NO_GOAL]


def conditions(applications: Iterable[Application]) -> tuple[str, ...]:
    """Return the words with which a user can say that a prerequisite is there."""
    named = (p.condition for a in applications for p in a.prerequisites if p.condition)
    return tuple(dict.fromkeys(named))


def roadmap(
    applications: Mapping[str, Application],
    ranking: Ranking,
    profile: Profile,
    have: frozenset[str] = frozenset(),
) -> tuple[Place, ...]:
    """Return every application in its place: by step, the better match first.

    ``ranking`` ranks the applications; ``have`` holds ids of applications and conditions that are
    there already. Without goals there is nothing to plan for, and the roadmap is empty.
    """
    wish = next((w for w in profile.wishes if w.question.attribute.id == GOALS), None)
    if wish is None:
        return ()
    standings = sorted((*ranking.ranked, *ranking.excluded), key=lambda s: s.point)
    drafts = {
        s.solution_id: _draft(applications[s.solution_id], s, wish, profile, have)
        for s in standings
    }
    _cover(drafts, have)
    _choose(drafts, have)
    _take_along(drafts, have)
    final = {name: _final(name, drafts, have, ()) for name in drafts}
    order = list(Step)
    return tuple(
        _place(drafts[name], final, have)
        for name in sorted(drafts, key=lambda n: order.index(final[n]))
    )


def _draft(
    application: Application,
    standing: Standing,
    wish: Wish,
    profile: Profile,
    have: frozenset[str],
) -> _Draft:
    """Place an application by what it is itself: present, out, later, or a candidate (next)."""
    assert isinstance(wish.target, frozenset)
    goals = [o.id for o in wish.question.attribute.options if o.id in wish.target]
    fact = application.facts[GOALS]
    full = tuple(g for g in goals if g in fact.has)
    half = tuple(g for g in goals if g in fact.partly)
    draft = _Draft(application, standing, full, half, Step.NEXT, [])
    if application.id in have:
        draft.step = Step.PRESENT
        return draft
    out = [*_unmet(application, profile), *_size(application, profile, Step.NOT)]
    if not full and not half:
        out.append(Reason(Why.NO_GOAL))
    elif _below(standing, POOR_MATCH):
        out.append(Reason(Why.POOR_MATCH))
    if out:
        draft.step, draft.reasons = Step.NOT, out
        return draft
    late = [*_size(application, profile, Step.LATER)]
    if _below(standing, GOOD_MATCH):
        late.append(Reason(Why.WEAK_MATCH))
    if late:
        draft.step, draft.reasons = Step.LATER, late
    return draft


def _below(standing: Standing, share: tuple[int, int]) -> bool:
    part, whole = share
    total = standing.weight * UNIT
    return (total - standing.point) * whole < part * total


def _unmet(application: Application, profile: Profile) -> list[Reason]:
    """Return the must-haves that no setting of the application meets.

    Only settings (``levels``) count: other applications can add a channel or a roster.
    """
    return [
        Reason(Why.MUST_HAVE, question=wish.question.id)
        for wish in profile.wishes
        if wish.must
        and wish.question.attribute.kind is Kind.LEVELS
        and wish.question.applies(application.id)
        and _nearest(wish.question, wish, application) > 0
    ]


def _nearest(question: Question, wish: Wish, application: Application) -> int:
    fact = application.facts.get(question.attribute.id)
    if fact is None:
        return 0
    shown = (o for o in question.attribute.options if o.id in fact.has)
    return min((scale_distance(question, wish.target, o.at) for o in shown), default=UNIT)


def _size(application: Application, profile: Profile, step: Step) -> list[Reason]:
    """Return the reasons of size that lead to this step."""
    found: list[Reason] = []
    part, whole = SIZE_SLACK
    for wish in profile.wishes:
        fact = application.facts.get(wish.question.attribute.id)
        if wish.question.measure is not Measure.WITHIN or fact is None:
            continue
        assert isinstance(wish.target, float)
        low, high, size = fact.low or 0, fact.high, wish.target
        small = Reason(Why.TOO_SMALL, question=wish.question.id)
        if size * SIZE_FACTOR < low:
            found += [small] if step is Step.NOT else []
        elif size * whole < low * part:
            found += [small] if step is Step.LATER else []
        elif high is not None and size * part > high * whole and step is Step.NOT:
            found.append(Reason(Why.TOO_LARGE, question=wish.question.id))
    return found


def _cover(drafts: Mapping[str, _Draft], have: frozenset[str]) -> None:
    """Take out what another candidate, matching at least as well, or something present covers."""
    for draft in drafts.values():
        cover = draft.application.cover
        if cover is None or draft.step not in PLANNED:
            continue
        by = tuple(
            name
            for name in cover.applications
            if name in have
            or (
                name in drafts
                and drafts[name].step is Step.NEXT
                and drafts[name].standing.point <= draft.standing.point
            )
        )
        if by:
            draft.step, draft.reasons = Step.NOT, [Reason(Why.COVERED_BY, applications=by)]


def _choose(drafts: Mapping[str, _Draft], have: frozenset[str]) -> None:
    """Choose among the candidates what comes now: as few as serve every goal that can be served.

    What must wait for another application cannot come now, so it leaves its goals open.
    """
    candidates = [d for d in drafts.values() if d.step is Step.NEXT]
    served: dict[str, tuple[str, ...]] = {}
    for point in dict.fromkeys(d.standing.point for d in candidates):
        group = [d for d in candidates if d.standing.point == point and not _waiting(d, have)]
        new = {d.id: [g for g in d.full if g not in served] for d in group}
        for draft in group:
            if new[draft.id]:
                draft.step = Step.NOW
                draft.reasons = [Reason(Why.OPEN_GOALS, tuple(new[draft.id]))]
                for goal in new[draft.id]:
                    served[goal] = (*served.get(goal, ()), draft.id)
    for draft in candidates:
        if draft.step is Step.NEXT:
            _follow(draft, served, drafts)


def _follow(
    draft: _Draft, served: Mapping[str, tuple[str, ...]], drafts: Mapping[str, _Draft]
) -> None:
    """Place a candidate that was not chosen: its goals are served already, or only half by it.

    ``served`` says which applications serve a goal now. What waits for another application keeps
    the goals that only something matching less well serves now.
    """
    better = {
        goal: tuple(n for n in names if drafts[n].standing.point <= draft.standing.point)
        for goal, names in served.items()
    }
    if open_full := tuple(g for g in draft.full if not better.get(g)):
        draft.step, draft.reasons = Step.NOW, [Reason(Why.OPEN_GOALS, open_full)]
    elif draft.full:
        draft.reasons = [Reason(Why.SAME_GOALS, draft.full, _named(draft.full, better))]
    elif open_half := tuple(g for g in draft.half if g not in served):
        draft.reasons = [Reason(Why.HALF_GOALS, open_half)]
    else:
        draft.step = Step.LATER
        draft.reasons = [Reason(Why.HALF_SERVED, draft.half, _named(draft.half, served))]


def _named(goals: Iterable[str], served: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for goal in goals for name in served[goal]))


def _waiting(draft: _Draft, have: frozenset[str]) -> list[Prerequisite]:
    """Return the prerequisites that name applications of which none is there."""
    return [
        p
        for p in draft.application.prerequisites
        if p.applications and p.condition not in have and not have.intersection(p.applications)
    ]


def _take_along(drafts: Mapping[str, _Draft], have: frozenset[str]) -> None:
    """Plan what serves no goal itself but must be there first for something that is planned."""
    order, lifted, changed = list(Step), [], True
    while changed:
        changed = False
        for draft in sorted(drafts.values(), key=lambda d: order.index(d.step)):
            if draft.step not in PLANNED:
                continue
            for prerequisite in _waiting(draft, have):
                options = [drafts[n] for n in prerequisite.applications if n in drafts]
                liftable = [d for d in options if d.only_goals_missing]
                if liftable and not any(d.step in PLANNED for d in options):
                    best = min(liftable, key=lambda d: d.standing.point)
                    best.step, best.reasons, changed = draft.step, [], True
                    lifted.append(best)
    for draft in lifted:
        needing = tuple(
            d.id
            for d in drafts.values()
            if d.step in PLANNED and any(draft.id in p.applications for p in _waiting(d, have))
        )
        draft.reasons = [Reason(Why.NEEDED_FOR, applications=needing)]


def _final(
    name: str, drafts: Mapping[str, _Draft], have: frozenset[str], seen: tuple[str, ...]
) -> Step:
    """Return the step after waiting for what must be there first; a circle comes later."""
    draft = drafts[name]
    if draft.step not in PLANNED:
        return draft.step
    if name in seen:
        return Step.LATER
    order = list(Step)
    steps = [draft.step]
    for prerequisite in _waiting(draft, have):
        before = [
            _final(other, drafts, have, (*seen, name))
            for other in prerequisite.applications
            if other in drafts and drafts[other].step in PLANNED
        ]
        steps.append(_AFTER[min(before, key=order.index)] if before else Step.LATER)
    return max(steps, key=order.index)


def _place(draft: _Draft, final: Mapping[str, Step], have: frozenset[str]) -> Place:
    step = final[draft.id]
    reasons = list(draft.reasons)
    waiting = _waiting(draft, have)
    if step in PLANNED and waiting:
        names = tuple(dict.fromkeys(n for p in waiting for n in _first(p, final)))
        reasons.append(Reason(Why.WAITS_FOR, applications=names))
    return Place(
        draft.id,
        step,
        draft.standing,
        draft.full,
        draft.half,
        tuple(reasons),
        tuple((p, _ready(p, waiting, final, have)) for p in draft.application.prerequisites),
        tuple(
            sorted(
                (
                    c
                    for c in draft.standing.contributions
                    if c.cell.point and c.wish.question.applies(draft.id)
                ),
                key=lambda c: -c.sum,
            )
        ),
    )


def _first(prerequisite: Prerequisite, final: Mapping[str, Step]) -> tuple[str, ...]:
    """Return the earliest planned of the applications that would do, or all when none is."""
    planned = [n for n in prerequisite.applications if final.get(n) in PLANNED]
    order = list(Step)
    if not planned:
        return prerequisite.applications
    return (min(planned, key=lambda n: order.index(final[n])),)


def _ready(
    prerequisite: Prerequisite,
    waiting: list[Prerequisite],
    final: Mapping[str, Step],
    have: frozenset[str],
) -> Ready:
    if prerequisite in waiting:
        planned = any(final.get(n) in PLANNED for n in prerequisite.applications)
        return Ready.PLANNED if planned else Ready.MISSING
    named = prerequisite.applications or prerequisite.condition in have - {""}
    return Ready.PRESENT if named else Ready.CHECK
