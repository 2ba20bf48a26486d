"""Template filters for where something lies on a treatment's clock."""

from collections.abc import Mapping

from flask import Flask

from journal.web.translations import gettext as _


def install(app: Flask) -> None:
    """Register the filters."""
    app.template_filter()(placement)
    app.template_filter()(short_placement)
    app.template_filter()(question)
    app.template_filter()(days_after)


def placement(item: object) -> str:
    """Return "The evening after treatment 4", "" where it is about no treatment.

    item: a Placement, or a row with time_point, day and treatment_number.
    """
    time_point, day = _value(item, "time_point"), _value(item, "day")
    if not isinstance(day, int):
        return ""
    number = _value(item, "treatment_number")
    if number is None:
        return _of_one_treatment(str(time_point), day)
    labels = {
        "before": _("Before treatment %(number)s"),
        "resting": _("Resting after treatment %(number)s"),
        "evening": _("The evening after treatment %(number)s"),
        "week_1": _("Week 1 after treatment %(number)s"),
        "week_4": _("Week 4 after treatment %(number)s"),
    }
    if time_point in labels:
        return str(labels[time_point] % {"number": number})
    if day > 0:
        return str(_("Day %(day)s after treatment %(number)s", day=day, number=number))
    return str(_("Just after treatment %(number)s", number=number))


def _of_one_treatment(time_point: str, day: int) -> str:
    """Return the same for a treatment that has no number."""
    labels = {
        "before": _("Before the treatment"),
        "resting": _("Resting after the treatment"),
        "evening": _("The evening after the treatment"),
        "week_1": _("Week 1 after the treatment"),
        "week_4": _("Week 4 after the treatment"),
    }
    if time_point in labels:
        return str(labels[time_point])
    if day > 0:
        return str(_("Day %(day)s after the treatment", day=day))
    return str(_("Just after the treatment"))


def days_after(number: int | None, days: int) -> str:
    """Return "Day 3 after treatment 4". number: the treatment's, None when it has none."""
    return placement({"time_point": "", "day": days, "treatment_number": number})


def short_placement(item: object) -> str:
    """Return "Evening" or "Day 3", for where the treatment is plain; "" where it is about none."""
    time_point, day = _value(item, "time_point"), _value(item, "day")
    if day is None:
        return ""
    labels = {
        "before": _("Before"),
        "resting": _("Resting"),
        "evening": _("Evening"),
        "week_1": _("Week 1"),
        "week_4": _("Week 4"),
    }
    if time_point in labels:
        return str(labels[time_point])
    return str(_("Day %(day)s", day=day) if day else _("Just after"))


def question(item: object) -> str:
    """Return what to write about at a time point: the same on Today's card and on the page that it leads to."""
    questions = {
        "before": _("What do you hope for?"),
        "resting": _("What is still with you?"),
        "evening": _("What is still with you?"),
        "day_1": _("What is still with you?"),
        "day_3": _("What stayed, and what faded?"),
        "week_1": _("What is different this week?"),
        "week_4": _("What has changed since then?"),
    }
    return str(questions.get(str(_value(item, "time_point")), _("What stays with you?")))


def _value(item: object, name: str) -> object:
    """Return a value of a row, which some lists hold as a dict."""
    value: object = item[name] if isinstance(item, Mapping) else getattr(item, name)
    return value
