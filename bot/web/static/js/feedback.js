// Feedback without leaving the answer. If the server cannot be reached this way the form goes the ordinary one.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.rueckmeldung === undefined) return;
  event.preventDefault();
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } }).catch(() => null);
  if (!response) return form.submit();
  const { message, remedy } = await response.json();
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.className = response.ok ? "hinweis gut" : "hinweis fehler";
  if (response.ok) form.replaceChildren(line);
  else form.append(line);
  line.textContent = [message, remedy].filter(Boolean).join(" ");
});
