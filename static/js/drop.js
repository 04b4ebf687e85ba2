/* A file field as a place to drop a file on. Without this script it is the browser's own field, which takes a drop as well. */
for (const field of document.querySelectorAll("input[type=file][data-drop]")) {
  const zone = field.closest("form");
  const show = (isOver) => zone.toggleAttribute("data-over", isOver);
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    show(true);
  });
  zone.addEventListener("dragleave", () => show(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    show(false);
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}
