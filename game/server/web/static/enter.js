// The secret of a link stands behind #, so that no server on the way and no history of addresses ever has it.
"use strict";

(() => {
  const secret = location.hash.slice(1);
  if (!secret) return;
  history.replaceState(null, "", location.pathname);
  document.getElementById("link").value = secret;
  document.getElementById("enter").submit();
})();
