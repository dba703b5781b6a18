// Filters the glossary while somebody types. The form remains: without this module, the server filters.

const form = document.getElementById("begriffssuche");
const input = form.elements.begriff;
const status = document.getElementById("begriffszahl");
const all = document.getElementById("alle-begriffe");
const none = document.getElementById("kein-begriff");
const nearest = document.getElementById("naechster");
const ask = document.getElementById("begriff-fragen");
const umlauts = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

// as `fold` of the page on the server
const fold = (text) => text.normalize("NFC").toLowerCase().replace(/[äöüß]/g, (letter) => umlauts[letter]);

const entries = Array.from(document.querySelectorAll(".glossar > div"), (element) => {
  const meaning = element.querySelector("dd").cloneNode(true);
  meaning.querySelector(".marke")?.remove();
  return { element, text: fold(`${element.querySelector("dt").textContent} ${meaning.textContent}`) };
});

function filter() {
  const wanted = input.value.trim();
  const words = fold(wanted).split(/\s+/);
  let found = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every((word) => text.includes(word));
    found += element.hidden ? 0 : 1;
  }
  const many = entries.length === 1 ? "Begriff" : wanted ? "Begriffen" : "Begriffe";
  status.textContent = wanted ? `${found} von ${entries.length} ${many}` : `${entries.length} ${many}`;
  all.hidden = !wanted;
  none.hidden = found > 0;
  none.querySelector("span").textContent = wanted;
  if (nearest) nearest.hidden = true; // it belongs to the word that the server was asked for
  const address = new URL(ask.href);
  address.searchParams.set("frage", `Was bedeutet „${wanted}“?`);
  ask.href = address.href;
}

input.addEventListener("input", filter);
all.querySelector("a").addEventListener("click", (event) => {
  event.preventDefault();
  input.value = "";
  filter();
  input.focus();
});
