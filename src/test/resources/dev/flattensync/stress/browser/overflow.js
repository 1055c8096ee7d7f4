// What reaches beyond the width of the screen, as "where: to which pixel"; the width is argument 0.
const width = arguments[0];
const most = 10;

function name(element) {
  const steps = [];
  for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
    if (e.id) {
      steps.unshift("#" + CSS.escape(e.id));
      break;
    }
    const same = e.parentElement ? [...e.parentElement.children].filter(c => c.localName === e.localName) : [e];
    steps.unshift(e.localName + (same.length > 1 ? ":nth-of-type(" + (same.indexOf(e) + 1) + ")" : ""));
  }
  return steps.join(" > ");
}

// What can be scrolled to in a box that fits is no harm; what a box cuts off is, unless the box hides it on purpose.
function excused(container) {
  for (let e = container; e && e !== document.body; e = e.parentElement) {
    const box = e.getBoundingClientRect();
    const overflow = getComputedStyle(e).overflowX;
    if ((overflow === "auto" || overflow === "scroll") && box.right <= width + 0.5) return true;
    if ((overflow === "hidden" || overflow === "clip") && box.width <= 1) return true;
  }
  return false;
}

const found = new Map();
function look(element, box, container) {
  const right = box.right + window.scrollX;
  if (box.width > 0 && box.height > 0 && right > width + 0.5 && !excused(container)) {
    found.set(element, Math.max(found.get(element) || 0, Math.round(right)));
  }
}

for (const element of document.body.querySelectorAll("*")) {
  // A table or a chart says enough: not each cell and line of it as well.
  const whole = element.parentElement.closest("table, svg");
  if (whole && document.body.contains(whole)) continue;
  look(element, element.getBoundingClientRect(), element.parentElement);
}
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const text = texts.currentNode;
  const inside = text.parentElement.closest("table, svg, style, script");
  if (inside || !text.data.trim()) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  look(text.parentElement, range.getBoundingClientRect(), text.parentElement);
}

const lines = [...found].slice(0, most).map(([element, right]) => name(element) + " reaches to pixel " + right);
if (document.documentElement.scrollWidth > width) {
  lines.unshift("the document is " + document.documentElement.scrollWidth + " pixels wide");
}
return lines;
