/* <input type="number" data-slider>: a slider beside the number; both say the same. Without a script the number is all. */
const fields = [...document.querySelectorAll("input[type=number][data-slider]")];

const show = () => {
  const sum = fields.reduce((total, field) => total + (Number(field.value) || 0), 0);
  for (const field of fields) {
    const share = sum ? Math.round((100 * (Number(field.value) || 0)) / sum) : 0;
    field.slider.value = field.value;
    field.share.value = `${share} %`;
  }
};

for (const field of fields) {
  const row = document.createElement("div");
  row.className = "slider";
  field.before(row);
  const slider = Object.assign(document.createElement("input"), { type: "range", min: field.min, max: field.max, step: 10 });
  slider.className = "slider__range";
  const label = field.labels[0];
  if (label) {
    label.id ||= `${field.id}-label`;
    slider.setAttribute("aria-labelledby", label.id);
  }
  if (field.hasAttribute("aria-describedby")) slider.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  const share = document.createElement("output");
  share.className = "slider__share";
  row.append(slider, field, share);
  Object.assign(field, { slider, share });
  slider.addEventListener("input", () => {
    field.value = slider.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", show);
}
show();
