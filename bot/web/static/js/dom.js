// The one place where text becomes markup: pieces of pages that our server rendered and escaped.
const policy = globalThis.trustedTypes?.createPolicy("lotse", { createHTML: (html) => html });

export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content;
}

/** An element with properties and children; text children stay text. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
