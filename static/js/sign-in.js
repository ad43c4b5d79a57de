/* Signing in from a QR code: the page of somebody invited sends itself once; without JavaScript there is its button. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-send-at-once]");
  if (form) { form.requestSubmit(); }
})();
