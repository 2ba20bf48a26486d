"""Template filters for where something lies on a treatment's clock."""

from collections.abc import Mapping

from flask import Flask

from journal.web.translations import gettext as _

SOME_DAY, SAME_DAY = "some day", "same day"  # for what has no label by its time point


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
    has_number = _value(item, "treatment_number") is not None
    return _label(item, _labels_with_number() if has_number else _labels_without_number())


def days_after(number: int | None, days: int) -> str:
    """Return "Day 3 after treatment 4". number: the treatment's, None when it has none."""
    return placement({"time_point": None, "day": days, "treatment_number": number})


def short_placement(item: object) -> str:
    """Return "Evening" or "Day 3", for where the treatment is plain; "" where it is about none."""
    labels = {
        "before": _("Before"),
        "resting": _("Resting"),
        "evening": _("Evening"),
        "week_1": _("Week 1"),
        "week_4": _("Week 4"),
        SOME_DAY: _("Day %(day)s"),
        SAME_DAY: _("Just after"),
    }
    return _label(item, labels)


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


def _labels_with_number() -> Mapping[str, str]:
    return {
        "before": _("Before treatment %(number)s"),
        "resting": _("Resting after treatment %(number)s"),
        "evening": _("The evening after treatment %(number)s"),
        "week_1": _("Week 1 after treatment %(number)s"),
        "week_4": _("Week 4 after treatment %(number)s"),
        SOME_DAY: _("Day %(day)s after treatment %(number)s"),
        SAME_DAY: _("Just after treatment %(number)s"),
    }


def _labels_without_number() -> Mapping[str, str]:
    return {
        "before": _("Before the treatment"),
        "resting": _("Resting after the treatment"),
        "evening": _("The evening after the treatment"),
        "week_1": _("Week 1 after the treatment"),
        "week_4": _("Week 4 after the treatment"),
        SOME_DAY: _("Day %(day)s after the treatment"),
        SAME_DAY: _("Just after the treatment"),
    }


def _label(item: object, labels: Mapping[str, str]) -> str:
    """Return the label of the time point, else of the day; "" where it is about no treatment."""
    day = _value(item, "day")
    if not isinstance(day, int):
        return ""
    time_point = str(_value(item, "time_point"))
    otherwise = SOME_DAY if day > 0 else SAME_DAY if day == 0 else "before"  # whatever was chosen
    label = str(labels.get(time_point, labels[otherwise]))
    return label % {"day": day, "number": _value(item, "treatment_number")}


def _value(item: object, name: str) -> object:
    """Return a value of a row, which some lists hold as a dict."""
    value: object = item[name] if isinstance(item, Mapping) else getattr(item, name)
    return value
