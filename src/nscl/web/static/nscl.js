/* Small comforts; every page works without them. */
(function () {
  "use strict";

  var summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  document.querySelectorAll("form[data-unsaved]").forEach(function (form) {
    var isChanged = false;
    form.addEventListener("input", function () { isChanged = true; });
    form.addEventListener("submit", function () { isChanged = false; });
    window.addEventListener("beforeunload", function (event) {
      if (isChanged) event.preventDefault();
    });
  });
})();
