// Small helps on every page: buttons that only a script can serve, and forms that tell that they are busy.
document.documentElement.classList.add("js");

const ACTIONS = {
  drucken: () => print(),
  kopieren: async (button) => {
    await navigator.clipboard.writeText(asText(button.closest(".beitrag")));
    return "Kopiert.";
  },
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-aktion]");
  if (!button) return;
  const said = button.closest("ul, div").querySelector("[role=status]");
  try {
    const done = await ACTIONS[button.dataset.aktion](button);
    if (said && done) said.textContent = done;
  } catch {
    if (said) said.textContent = "Das erlaubt der Browser hier nicht.";
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const line = form.querySelector(".wartezeile");
  if (!line || !form.dataset.warten || event.submitter?.dataset.datei !== undefined) return;
  if (form.getAttribute("aria-busy")) return event.preventDefault(); // sent already
  form.setAttribute("aria-busy", "true");
  line.textContent = form.dataset.warten;
  line.hidden = false;
});

// A page that comes back from the browser's memory is no longer busy.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  for (const line of document.querySelectorAll(".wartezeile")) line.hidden = true;
});

/** An answer with its sources as plain text. */
function asText(turn) {
  const words = (node) => node.innerText.trim();
  const sources = [...turn.querySelectorAll(".quelle")].map((source) => {
    const title = source.querySelector(":is(h3, h4) a");
    const about = [...source.querySelectorAll(".merkmale > span")].map(words).join(", ");
    return `[${words(source.querySelector(".nummer"))}] ${words(title)} (${about}) ${title.href}`;
  });
  return [words(turn.querySelector("h1")), words(turn.querySelector(".text")), sources.join("\n"), location.href].filter(Boolean).join("\n\n");
}
