"""The skill map: tasks and techniques over the last treatments, by what they ask of the trainee now."""

from collections.abc import Sequence

from game.history import BOXES, LOOKED_AT, WELL, Skill
from game.ui.elements import Column, Element, Grid
from game.ui.screens.parts import block, small
from game.ui.widgets import Meter, Text
from game.words import _, n_

_DUE_SHOWN = 8


def tab(skills: Sequence[Skill]) -> Element:
    """Return the map: what is due, what is avoided, what goes well, what grows, and by which rule."""
    if not skills:
        return Column([Text(_("After your first session stands here what you do well and what you avoid.")), _rule()])
    due = sorted((skill for skill in skills if skill.due), key=lambda skill: skill.due_on)
    kinds = {name: [skill for skill in skills if skill.standing == name] for name in ("avoided", "well", "growing")}
    return Column(
        [
            _goal(due, kinds["avoided"]),
            Grid(
                [
                    _block(_("Due for practice again"), due[:_DUE_SHOWN], _("Nothing is due today."), key="due"),
                    _block(_("What you avoid"), kinds["avoided"], _("Nothing, as it seems."), key="avoided"),
                    _block(_("What you do well"), kinds["well"], _("Nothing yet."), key="well"),
                    _block(_("What is growing"), kinds["growing"], _("Nothing just now."), key="growing"),
                ],
                min_em=28,
            ),
            _rule(),
        ]
    )


def _goal(due: Sequence[Skill], avoided: Sequence[Skill]) -> Element | None:
    """Name the one thing to practise next: what is never done, else what has waited longest."""
    skill = next(iter([*avoided, *due]), None)
    if skill is None:
        return None
    return block(
        _("One thing for your next treatment"),
        Text(skill.name, bold=True),
        Text(skill.says),
        fill="paper",
        key="skills.next",
    )


def _block(title: str, skills: Sequence[Skill], none: str, *, key: str) -> Element:
    rows = [_meter(skill) for skill in skills]
    return block(title, *(rows or [Text(none, tone="muted")]), key=f"skills.{key}")


def _meter(skill: Skill) -> Element:
    if not skill.called:
        words = _("not used")
    elif skill.kind == "task":
        words = _("{done} of {called} sessions", done=skill.done, called=skill.called)
    else:
        words = _("{done} of {called} times", done=skill.done, called=skill.called)
    return Meter(skill.name, value=skill.rate, maximum=1_000, words=words, marks=((WELL, _("well")),))


def _rule() -> Element:
    days = ", ".join(map(str, BOXES))
    return block(
        _("How this is reckoned"),
        small(
            n_(
                "From the last treatment that called for a task, or in which a technique was used.",
                "From the last {count} treatments that called for a task, or in which a technique was used.",
                LOOKED_AT,
            )
        ),
        small(
            _(
                "Well: a task done in {share} % of the sessions that called for it, or a technique that bore fruit in "
                "as many of its uses. Avoided: not once in the last three treatments, of two at least.",
                share=WELL // 10,
            )
        ),
        small(
            _(
                "Due again: {days} days after you last did it. Each treatment in which it goes well takes it one step "
                "further, any other back to the first.",
                days=days,
            )
        ),
        small(_("Everything comes from the logs of your treatments. None of it has been validated.")),
        key="skills.rule",
    )
