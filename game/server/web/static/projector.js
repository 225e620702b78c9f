// Keys for whoever stands in front: a clicker sends PageDown and PageUp, a keyboard arrows; F fills the wall.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
  const way = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
  const link = way && document.querySelector(`a[rel=${way}]`);
  if (link) {
    event.preventDefault();
    link.click();
  } else if (event.key === "f" || event.key === "F") {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }
});
