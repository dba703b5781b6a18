"""Every page in every state: accessible, reachable by keyboard, readable at any width, still when asked to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright import sync_api

from tests.bot.web.audit import MOVING, OUTLINE, SIDEWAYS, axe, tab_order
from tests.bot.web.browser import Watch
from tests.bot.web.conftest import Shoot
from tests.bot.web.states import STATES, State

DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module", params=STATES, ids=[state.name for state in STATES])
def shown(
    browser: sync_api.Browser, site_of: Callable[[str], str], shoot: Shoot, request: pytest.FixtureRequest
) -> Iterator[sync_api.Page]:
    """A page in one state, shared by the tests of this module: each leaves it as it was, at 1280 px and in light."""
    state: State = request.param
    context = browser.new_context(base_url=site_of(state.site), viewport=DESK)
    context.set_default_timeout(10_000)
    page = context.new_page()
    watch = Watch(site_of(state.site))
    watch.attach(page)
    state.reach(page)
    sync_api.expect(page.locator("main")).to_contain_text(state.says)
    shoot(page, f"zustand/{state.name}")
    yield page
    context.close()
    assert watch.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_of_wcag(shown: sync_api.Page, scheme: str) -> None:
    shown.emulate_media(color_scheme=scheme)
    found = axe(shown)
    assert not found, "\n".join(found)


def test_outline_names_and_targets(shown: sync_api.Page) -> None:
    shown.emulate_media(color_scheme="light")
    found = shown.evaluate(OUTLINE)
    assert not found, "\n".join(found)


def test_the_keyboard_reaches_everything_visibly(shown: sync_api.Page) -> None:
    found = tab_order(shown)
    assert not found, "\n".join(found)


def test_nothing_moves_when_motion_is_reduced(shown: sync_api.Page) -> None:
    shown.emulate_media(reduced_motion="reduce")
    found = shown.evaluate(MOVING)
    assert not found, "\n".join(found)
    shown.emulate_media(reduced_motion="no-preference")


def test_forced_colours(shown: sync_api.Page, shoot: Shoot, request: pytest.FixtureRequest) -> None:
    """What only colour or ground told apart is framed; the picture is for people."""
    shown.emulate_media(forced_colors="active")
    borders = "es => es.filter(e => e.checkVisibility() && getComputedStyle(e).borderTopStyle === 'none').map(e => e.className)"
    assert (
        shown.locator(
            ".hinweis, .plakette, .karte, main button, main input:not([type=hidden], [type=radio], [type=checkbox]), main select"
        ).evaluate_all(borders)
        == []
    )
    shoot(shown, f"kontrast/{request.node.callspec.params['shown'].name}")
    shown.emulate_media(forced_colors="none")


def test_no_sideways_scrolling(shown: sync_api.Page) -> None:
    found = {}
    for width in (320, 360, 768, 1280):
        shown.set_viewport_size({"width": width, "height": 900})
        found[f"{width} px"] = shown.evaluate(SIDEWAYS)
    shown.set_viewport_size({"width": 640, "height": 900})
    shown.evaluate("document.documentElement.style.fontSize = '200%'")
    found["640 px, 200 %"] = shown.evaluate(SIDEWAYS)
    shown.evaluate("document.documentElement.style.fontSize = ''")
    shown.set_viewport_size(DESK)
    assert {width: wrong for width, wrong in found.items() if wrong} == {}
