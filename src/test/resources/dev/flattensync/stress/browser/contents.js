// The tables, charts and pictures of the page; of a chart the element, whose name the browser is asked for.
return {
  tables: [...document.querySelectorAll("table")].map(table => ({
    caption: table.caption ? table.caption.textContent.trim().replace(/\s+/g, " ") : "",
    rows: table.rows.length,
  })),
  charts: [...document.querySelectorAll("svg")]
    .filter(svg => !svg.parentElement.closest("svg"))
    .filter(svg => !svg.closest("[aria-hidden=true]") && !["none", "presentation"].includes(svg.getAttribute("role")))
    .map(svg => ({
      element: svg,
      role: svg.getAttribute("role") || "",
      width: Math.round(svg.getBoundingClientRect().width),
      height: Math.round(svg.getBoundingClientRect().height),
    })),
  imagesWithoutAlt: [...document.querySelectorAll("img:not([alt]), input[type=image]:not([alt]), area[href]:not([alt])")]
    .map(image => image.outerHTML.slice(0, 120)),
};
