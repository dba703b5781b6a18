// Feedback without leaving the answer. If that does not work the form goes the ordinary way, which says why.
import { element } from "./dom.js";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.rueckmeldung === undefined) return;
  event.preventDefault();
  const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } };
  const response = await fetch(form.action, sent).catch(() => null);
  const told = await response?.json().catch(() => null);
  if (!told?.message) return form.submit();
  form.querySelector(".hinweis")?.remove();
  const line = element("p", { className: `hinweis ${response.ok ? "gut" : "fehler"}`, role: "status" });
  if (response.ok) form.replaceChildren(line);
  else form.append(line);
  line.textContent = [told.message, told.remedy].filter(Boolean).join(" "); // after it is there, so that it is announced
});
