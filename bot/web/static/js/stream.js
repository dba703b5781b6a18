// Server-sent events over fetch: unlike EventSource it tells why a request was refused, and it does not ask again by itself.

/** What went wrong, in words for the person: `message` and `remedy`. */
export class Failure extends Error {
  constructor(message, remedy = "") {
    super(message);
    this.remedy = remedy;
  }
}

const LOST = ["Die Verbindung ist abgebrochen, bevor die Antwort da war.", "Ihre Frage ist noch da. Bitte versuchen Sie es noch einmal."];

/** Calls `handlers[name](data)` for each event; resolves after `done`. Rejects with Failure, or AbortError when `signal` was used. */
export async function follow(address, handlers, signal) {
  let response;
  try {
    response = await fetch(address, { headers: { Accept: "text/event-stream" }, signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new Failure("Der Dienst ist gerade nicht erreichbar.", "Ihre Frage ist noch da. Bitte versuchen Sie es gleich noch einmal.");
  }
  if (!response.ok) throw await refused(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  let finished = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const events = (waiting + value.replaceAll("\r", "")).split("\n\n");
      waiting = events.pop();
      for (const text of events) {
        const { name, data } = parse(text);
        if (name === "error") throw new Failure(data.detail, data.remedy);
        handlers[name]?.(data);
        finished ||= name === "done";
      }
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (signal.aborted) throw signal.reason;
    throw new Failure(...LOST);
  }
  if (!finished) throw new Failure(...LOST);
}

function parse(text) {
  const lines = text.split("\n");
  const field = (name) => lines.filter((l) => l.startsWith(`${name}:`)).map((l) => l.slice(name.length + 1).trimStart());
  const data = field("data").join("\n");
  return { name: field("event")[0] ?? "message", data: data ? JSON.parse(data) : {} };
}

async function refused(response) {
  if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    const problem = await response.json();
    return new Failure(problem.detail, problem.remedy);
  }
  return new Failure("Der Dienst kann gerade nicht antworten.", "Bitte versuchen Sie es gleich noch einmal.");
}
