// The tables, charts and pictures of the page; of a chart the element, whose name the browser is asked for. A chart for
// other screens than this one, which is not displayed, is left out.
const displayed = element => !element || (getComputedStyle(element).display !== "none" && displayed(element.parentElement));
return {
  tables: [...document.querySelectorAll("table")].map(table => ({
    caption: table.caption ? table.caption.textContent.trim().replace(/\s+/g, " ") : "",
    rows: table.rows.length,
  })),
  charts: [...document.querySelectorAll("svg")]
    .filter(svg => !svg.parentElement.closest("svg") && displayed(svg))
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
