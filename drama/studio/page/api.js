// Requests to the studio's server; docs/studio.md lists them.

export class Refused extends Error {
  constructor(status, body) {
    super(body.error || `The studio answered with status ${status}.`);
    this.status = status;
    this.conflict = body.conflict;
    this.conflicts = body.conflicts;
    this.body = body;
  }
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Refused(0, { error: "The studio does not answer. Is `drama studio` still running?" });
  }
  const is_json = (answer.headers.get("content-type") || "").startsWith("application/json");
  const body = is_json ? await answer.json() : { error: (await answer.text()).slice(0, 500) };
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

export const get = (path, options) => ask(path, options);

export const send = (method, path, body = {}, options = {}) =>
  ask(path, { ...options, method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const post = (path, body, options) => send("POST", path, body, options);

export const upload = (file) =>
  ask(`/api/stories?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });

/** Return the address of something of a story, such as ofStory("a.txt", "lines", 12, "why"). */
export const ofStory = (story, ...parts) => ["/api/stories", story, ...parts].map((part, at) => (at ? encodeURIComponent(part) : part)).join("/");
