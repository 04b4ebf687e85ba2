/* What a script adds. Every page works without it: plain links, plain forms. */

/* A form is sent once: the second click of a double click finds the button busy. The server guards itself as well. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

/* Back to a page kept by the browser: its forms can be sent again. */
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

/* <form data-unsaved>: ask before leaving with something typed and not saved. */
const touched = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) touched.add(form);
});
document.addEventListener("submit", (event) => touched.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) touched.delete(event.target.closest("form"));
});
window.addEventListener("beforeunload", (event) => {
  if ([...touched].some((form) => form.isConnected)) event.preventDefault();
});

/* <button data-copy="#id-of-a-field">: copies its text, and says so on itself. Without a script the field can be selected. */
for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = !navigator.clipboard;
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  button.textContent = button.dataset.copied || button.textContent;
});

/* A row of demo sign-ins: a button that fills the form above it. */
for (const button of document.querySelectorAll("button[data-fill]")) button.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fill]");
  if (!button) return;
  const form = document.querySelector(button.dataset.fill);
  form.elements.login.value = button.dataset.email;
  form.elements.password.value = button.dataset.password;
  form.querySelector("button[type=submit]").focus();
});

/* One menu open at a time; Escape and a click elsewhere close it. */
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  closeMenus(null);
  open?.querySelector("summary").focus();
});

/* After a form came back with errors, the list of them is what a reader needs first. */
document.querySelector("[data-errors]:not([data-still] *)")?.focus();
