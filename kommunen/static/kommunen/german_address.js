/* Addresses made from German names spell ä as ae, like the server does: Django's own script would write a. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const letters = {ä: "ae", ö: "oe", ü: "ue", ß: "ss"};
  const plain = window.URLify;
  if (plain) {
    window.URLify = (text, ...rest) => plain(text.toLowerCase().replace(/[äöüß]/g, (letter) => letters[letter]), ...rest);
  }
});
