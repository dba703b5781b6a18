// Asks without leaving the page: status and answer arrive as a stream. Anything that fails can be tried again; without this module forms and links do the same.
import { element, fragment } from "./dom.js";
import { follow } from "./stream.js";
import "./feedback.js";

const PATIENCE_MS = 60_000;
const QUIET_MS = 1_500; // before the search itself is announced: most answers are there sooner

const form = document.getElementById("fragen");
const field = document.getElementById("frage");
const conversation = document.getElementById("gespraech");
const announcement = document.getElementById("ansage");
const titleEnd = document.title.slice(document.title.lastIndexOf(" – "));
let running = null;
let shown = location.search;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = new URLSearchParams([...new FormData(form)].filter(([name, value]) => name === "frage" || value));
  ask(new URL(`/?${query}`, location.href));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-frage]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  ask(new URL(link.href));
});

// A jump within the page is told here as well; only another conversation has to be loaded.
addEventListener("popstate", () => location.search !== shown && location.reload());

async function ask(url) {
  running?.abort();
  const control = (running = new AbortController());
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  const { turn, status, text } = pending(asked(url));
  announcement.textContent = "";
  const notice = setTimeout(() => (announcement.textContent = "Die Dokumente werden durchsucht."), QUIET_MS);
  try {
    await follow(`/gespraech${url.search}`, {
      status: (data) => (status.textContent = data.text),
      block: (data) => text.append(fragment(data.html)),
      done: (data) => {
        conversation.replaceChildren(fragment(data.html));
        clearTimeout(notice);
        settled(url, data.spoken);
      },
    }, control.signal);
  } catch (error) {
    clearTimeout(notice);
    if (running === control) failed(turn, status, url, error);
  } finally {
    clearTimeout(timer);
  }
}

/** The place of the coming answer, above what was said before. */
function pending(question) {
  document.querySelector(".einleitung")?.remove();
  document.getElementById("erklaerung")?.remove();
  document.getElementById("band").classList.add("kompakt");
  document.getElementById("neu").hidden = false; // now, so that nothing moves when the answer comes
  const status = element("p", { className: "dach wartet" }, "Die Frage wird gesendet …");
  const text = element("div", { className: "text" });
  const heading = element("h1", { id: "gefragt", className: question.length > 120 ? "lang" : "" }, question);
  const turn = element("section", { className: "beitrag inhalt zweispaltig" }, element("article", { className: "spalte antwort" }, status, heading, text));
  turn.setAttribute("aria-busy", "true");
  conversation.classList.add("lebendig");
  conversation.replaceChildren(turn);
  scrollTo({ top: 0 });
  return { turn, status, text };
}

/** After the answer: the form for the next question, and one announcement. */
function settled(url, spoken) {
  remember(url);
  const questions = url.searchParams.getAll("frage");
  document.getElementById("verlauf").replaceChildren(...questions.map((q) => element("input", { type: "hidden", name: "frage", value: q })));
  document.querySelector("label[for=frage]").textContent = "Ihre nächste Frage";
  form.elements.buendnis.value = url.searchParams.get("buendnis") ?? "";
  form.elements.stand.value = url.searchParams.get("stand") ?? "";
  if (field.value.trim() === asked(url)) field.value = "";
  announcement.textContent = spoken;
}

/** The address and the title of what is shown: reloading it asks again, going back leaves it. */
function remember(url) {
  if (location.search !== url.search) history.pushState(null, "", url.pathname + url.search);
  shown = location.search;
  document.title = asked(url) + titleEnd;
}

/** The question that an address ends with. */
function asked(url) {
  return url.searchParams.getAll("frage").at(-1).trim();
}

function failed(turn, status, url, error) {
  const timeout = error.name === "AbortError";
  const message = timeout ? "Die Antwort dauert zu lange." : error.message;
  const remedy = timeout ? "Ihre Frage ist noch da. Bitte versuchen Sie es noch einmal." : (error.remedy ?? "");
  status.classList.remove("wartet");
  status.textContent = "Keine Antwort";
  turn.removeAttribute("aria-busy");
  const again = element("button", { type: "button" }, "Noch einmal versuchen");
  again.addEventListener("click", () => ask(url));
  remember(url);
  const plain = element("a", { href: url.pathname + url.search }, "Ohne Live-Anzeige laden");
  const box = element("div", { className: "hinweis fehler" }, element("p", {}, element("strong", {}, message)), element("p", {}, remedy));
  box.setAttribute("role", "alert");
  turn.firstElementChild.append(box, element("p", { className: "werkzeuge" }, again, plain));
  field.value ||= asked(url);
}
