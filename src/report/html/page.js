"use strict";
(() => {
  const form = document.querySelector("form");
  const fields = Array.from(form.querySelectorAll("select"));
  const articles = Array.from(document.querySelectorAll("main > details"), (node) => ({
    node,
    count: node.querySelector(".count"),
    findings: Array.from(node.querySelectorAll(".finding")),
  }));
  const all = articles.reduce((sum, article) => sum + article.findings.length, 0);
  const number = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

  const apply = () => {
    const wanted = fields.filter((field) => field.value !== "");
    let shown = 0;
    for (const { node, count, findings } of articles) {
      let left = 0;
      for (const finding of findings) {
        // A finding in a source counts for each of the locales it affects.
        const fits = wanted.every((field) =>
          (finding.dataset[field.name] || "").split(", ").includes(field.value));
        finding.hidden = !fits;
        if (fits) left += 1;
      }
      node.hidden = left === 0;
      count.textContent = number(left, "finding");
      shown += left;
    }
    form.querySelector("output").textContent =
      shown === all ? number(all, "finding") : `${shown.toLocaleString("en")} of ${number(all, "finding")}`;
  };

  // The choice stands in the address, so that it can be passed on and survives a reload.
  const remember = () => {
    const choice = new URLSearchParams();
    for (const field of fields) if (field.value !== "") choice.set(field.name, field.value);
    history.replaceState(null, "", `#${choice}`);
  };
  const recall = () => {
    const choice = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = choice.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = "";
    }
    apply();
  };

  form.addEventListener("change", () => { remember(); apply(); });
  form.addEventListener("reset", () => setTimeout(() => { remember(); apply(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
