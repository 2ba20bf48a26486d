"""What there are many of in a chart is drawn by one path a kind."""

from datetime import date

from journal.clinical.chart_parts import Box, Dot, Tick, Treatment
from journal.clinical.chart_paths import paths

DAY = date(2026, 9, 1)
PLOT = Box(24, 32, 262, 136)


def test_each_kind_is_drawn_by_one_path() -> None:
    drawn = paths(
        PLOT,
        ticks=[Tick(0, 168), Tick(27, 32)],
        treatments=[Treatment(DAY, 1, 84, 11, 14), Treatment(DAY, None, 95, None, 26)],
        recalls=[Box(26, 172, 50, 2), Box(78, 176, 9, 2)],
        dots=[Dot(DAY, 18, 76, 77), Dot(DAY, 17, 103, 82)],
    )
    assert drawn.grid == "M24 168h262M24 32h262"
    assert drawn.treatments == "M84 14V168M95 26V168"
    assert drawn.recalls == "M26 172h50v2h-50zM78 176h9v2h-9z"
    assert drawn.dots == "M76 77h0M103 82h0"


def test_nothing_to_draw_is_an_empty_path() -> None:
    assert set(paths(PLOT, [], [], [], [])) == {""}
