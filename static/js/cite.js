// References are copied by a button; without it their fields are copied by hand.

const dialog = document.getElementById("citation-dialog");

document.addEventListener("htmx:after:swap", () => {
  if (!dialog || dialog.open || !dialog.querySelector("#citation-body")) return;
  dialog.showModal();
  dialog.setAttribute("aria-labelledby", "citation-title"); // which is there from now on
  dialog.querySelector("#citation-title").focus();
});
dialog?.addEventListener("close", () => dialog.querySelector("#citation").replaceChildren());

class CopyField extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const field = this.querySelector("textarea");
    field.select();
    const said = this.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied";
    } catch {
      field.focus(); // no clipboard without HTTPS, or it was refused: the text is selected
      said.textContent = "Press Ctrl+C";
    }
  }
}

customElements.define("copy-field", CopyField);
