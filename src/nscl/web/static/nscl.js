/* Small comforts; every page works without them. */
(function () {
  "use strict";

  var summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  document.querySelectorAll("button[data-counts]").forEach(function (button) {
    var plain = button.textContent;
    function count() {
      var ticked = button.form.querySelectorAll("input[name='" + button.dataset.counts + "']:checked").length;
      button.textContent = ticked ? button.dataset.counted.replace("{n}", ticked) : plain;
    }
    button.form.addEventListener("change", count);
    count();
  });

  document.querySelectorAll("button[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  document.querySelectorAll("form[data-unsaved]").forEach(function (form) {
    var isChanged = form.dataset.unsaved === "now";
    form.addEventListener("input", function () { isChanged = true; });
    form.addEventListener("submit", function () { isChanged = false; });
    window.addEventListener("beforeunload", function (event) {
      if (isChanged) event.preventDefault();
    });
  });
})();
