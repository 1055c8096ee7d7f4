// What axe-core finds of these impacts (argument 0), as "impact rule: element", for the callback (last argument).
const impacts = arguments[0];
const callback = arguments[arguments.length - 1];
// It would otherwise fetch style sheets of other servers itself.
axe.run(document, { resultTypes: ["violations"], preload: false }).then(
  results => callback(results.violations.flatMap(violation => violation.nodes
    .filter(node => impacts.includes(node.impact))
    .map(node => node.impact + " " + violation.id + ": " + node.target.flat().join(" ")))),
  error => callback(["axe-core failed: " + error]));
