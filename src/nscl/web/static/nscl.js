/* Small comforts; every page works without them. */
(function () {
  "use strict";
  var busyWords = document.currentScript.dataset.busy;

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

  /* What is pressed says that it works, and sends once. A file that comes leaves the page standing: then time ends it. */
  function release(pressed) {
    pressed.removeAttribute("aria-busy");
    if (pressed.form) delete pressed.form.dataset.sent;
    if (pressed.nextElementSibling && pressed.nextElementSibling.className === "busy") pressed.nextElementSibling.remove();
  }
  function work(pressed) {
    var status = document.createElement("span");
    status.className = "busy";
    status.setAttribute("role", "status");
    pressed.after(status);
    pressed.setAttribute("aria-busy", "true");
    window.setTimeout(function () { status.textContent = busyWords; }, 400);
    window.setTimeout(function () { release(pressed); }, 15000);
  }
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) event.preventDefault();
    if (event.defaultPrevented || !event.submitter) return;
    event.target.dataset.sent = "1";
    work(event.submitter);
  });
  document.querySelectorAll("a[data-busy]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (link.hasAttribute("aria-busy")) event.preventDefault();
      else work(link);
    });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("[aria-busy]").forEach(release);
  });
})();
