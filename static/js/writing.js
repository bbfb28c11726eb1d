// The forms that one writes in, and what stands in them.

export const WRITING = "form:is([hx-post], [hx-patch]):has(textarea)";

/** Does a form hold words that the server has not? */
export function isWritten(form) {
  const { tags } = form.elements;
  const { value, defaultValue, ariaInvalid } = form.querySelector("textarea");
  const isTagged = Boolean(tags?.value.trim()) && tags.value !== tags.defaultValue;
  return isTagged || (value.trim() !== "" && (value !== defaultValue || ariaInvalid === "true"));
}

export const draftsIn = (element) => [...element.querySelectorAll(WRITING)].filter(isWritten);

/** Where a form writes to. */
export const addressOf = (form) => form.getAttribute("hx-post") ?? form.getAttribute("hx-patch");

/** What tells a form from every other, on any page: its address, and its passage if it has one. */
export function keyOf(form) {
  const { start, end } = form.elements;
  return start ? `${addressOf(form)} ${start.value}-${end.value}` : addressOf(form);
}

/** What stands in a form, as [name, value]. */
export const fieldsOf = (form) => [...new FormData(form)];

const ITS_OWN = ["start", "end", "exact", "author"]; // what a form knows better than what is put in

/** Put into a form what once stood in it. */
export function fill(form, fields) {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (!field || ITS_OWN.includes(name)) continue;
    const isOffered = !field.options || [...field.options].some((option) => option.value === value);
    if (field.type === "checkbox") field.checked = true;
    else if (isOffered) field.value = value;
  }
  form.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
}
