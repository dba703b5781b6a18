"""The watch over the pages sees what it is there for."""

from __future__ import annotations

from playwright import sync_api

from tests.bot.web.browser import Watch


def test_the_watch_sees_what_goes_wrong(browser: sync_api.Browser, library_site: str) -> None:
    context = browser.new_context(
        base_url=library_site, bypass_csp=True
    )  # or what leads elsewhere is not even asked for
    page = context.new_page()
    watch = Watch(library_site)
    watch.attach(page)
    page.goto("/gibt-es-nicht")
    page.goto("/impressum")
    assert watch.wrong == []
    page.route("**://boese.example/**", lambda route: route.fulfill(status=204))
    for deed in (
        "console.warn('Achtung')",
        "alert('Hallo')",
        "void fetch('https://boese.example/')",
        "fetch('/fehlt').then(() => 0)",
    ):
        page.evaluate(deed)
    page.evaluate("setTimeout(() => { throw new Error('Bruch'); })")
    page.goto("/impressum")
    page.wait_for_function("true")
    context.close()
    told = "\n".join(watch.wrong)
    for sign in (
        "Konsole (warning): Achtung",
        "Dialog: Hallo",
        "fremde Anfrage: https://boese.example/",
        "404",
        "Seitenfehler: Bruch",
    ):
        assert sign in told, told
