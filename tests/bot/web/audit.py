"""What a page is examined for in the browser. Each function returns what is wrong, empty if nothing is."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright import sync_api

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}

OUTLINE = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
  const wrong = [];
  let level = 0;
  for (const h of headings) {
    const next = Number(h.tagName[1]);
    if (next > level + 1 && !(level === 0 && next === 2)) wrong.push(`h${level} → h${next}: ${h.textContent.trim().slice(0, 60)}`);
    if (!h.textContent.trim()) wrong.push(`leere Überschrift h${next}`);
    level = next;
  }
  const first = headings.filter((h) => h.tagName === "H1");
  if (first.length !== 1) wrong.push(`${first.length} × h1`);
  for (const img of document.querySelectorAll("img:not([alt])")) wrong.push(`img ohne alt: ${img.src}`);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) wrong.push(`id doppelt: ${id}`);
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea, button")) {
    const name = e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.textContent).join("") || (e.tagName === "BUTTON" && e.textContent);
    if (!name || !name.trim()) wrong.push(`ohne Namen: ${e.outerHTML.slice(0, 80)}`);
  }
  for (const a of document.querySelectorAll("a[href^='#']"))
    if (a.hash.length > 1 && !document.getElementById(decodeURIComponent(a.hash.slice(1)))) wrong.push(`Sprung ins Leere: ${a.hash}`);
  return wrong;
}"""

# the stops of the Tab key in the order of the document, and how each looks when it is reached
TAB_STOPS = """() => {
  const group = (e) => [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)].filter((o) => o.form === e.form);
  const stop = (e) => e.type !== "radio" || e === (group(e).find((o) => o.checked) ?? group(e)[0]);
  const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && stop(e));
  const describe = (e) => `${e.tagName.toLowerCase()} ${(e.getAttribute("aria-label") || e.textContent || e.name || "").trim().slice(0, 40)}`;
  window.tabReached = [];
  document.addEventListener("focusin", ({ target }) => {
    const look = getComputedStyle(target);
    const marked = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
    const box = target.getBoundingClientRect();
    window.tabReached.push({ at: stops.indexOf(target), name: describe(target), marked, empty: box.width * box.height === 0 });
  });
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus({ preventScroll: true });
  window.tabReached.length = 0;
  return stops.map(describe);
}"""

SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  const wrong = [];
  if (document.documentElement.scrollWidth > width) wrong.push(`Seite ${document.documentElement.scrollWidth} px breit`);
  const scrolls = (e) => e && e !== document.body && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  for (const e of document.querySelectorAll("body *")) {
    const box = e.getBoundingClientRect();
    if (box.width && box.right > width + 1 && !scrolls(e) && e.checkVisibility()) wrong.push(`${e.tagName} ${e.className}: bis ${Math.round(box.right)} px`);
  }
  return wrong.slice(0, 5);
}"""

MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  const wrong = document.getAnimations().filter((a) => a.playState === "running").map((a) => `läuft: ${a.animationName ?? a.transitionProperty}`);
  for (const e of document.querySelectorAll("*"))
    for (const part of [null, "::before", "::after"]) {
      const look = getComputedStyle(e, part);
      if ((look.animationName !== "none" && seconds(look.animationDuration) > 0.01) || seconds(look.transitionDuration) > 0.01)
        wrong.push(`bewegt: ${e.tagName} ${e.className}${part ?? ""}`);
    }
  if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") wrong.push("gleitendes Rollen");
  return [...new Set(wrong)].slice(0, 5);
}"""


def axe(page: sync_api.Page, *, off: tuple[str, ...] = ()) -> list[str]:
    """Violations of WCAG 2.1 AA and of axe's best practice: rule, target and what to fix. `off` names rules to leave out."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    options = AXE | {"rules": {rule: {"enabled": False} for rule in off}}
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({json.dumps(options)}).then((r) => r.violations)")
    return [f"{v['id']} an {n['target']}: {n['failureSummary']}" for v in found for n in v["nodes"]]


def tab_order(page: sync_api.Page) -> list[str]:
    """Stops of the Tab key that are missed, out of order or not visible when reached."""
    stops: list[str] = page.evaluate(TAB_STOPS)
    dates = page.locator("input[type=date]:visible").count()  # day, month, year and calendar are stops of one field
    for _ in range(len(stops) + 4 * dates + 3):
        page.keyboard.press("Tab")
    reached: list[dict[str, Any]] = page.evaluate("window.tabReached")
    first_round: list[int] = []
    for stop in reached:
        if stop["at"] in first_round and first_round[-1] != stop["at"]:
            break
        if stop["at"] >= 0:
            first_round.append(stop["at"])
    order = list(dict.fromkeys(first_round))
    wrong = [f"nicht erreicht: {name}" for at, name in enumerate(stops) if at not in order]
    wrong += [f"nicht sichtbar: {stop['name']}" for stop in reached if not stop["marked"] or stop["empty"]]
    return wrong if wrong or order == sorted(order) else [f"Reihenfolge: {[stops[at] for at in order]}"]
