// Opens a .cyjs file in Cytoscape.js and prints every node and edge as it has them.
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";

const graph = JSON.parse(readFileSync(process.argv[2], "utf8"));
const cy = cytoscape({ headless: true, styleEnabled: true, ...graph });
const look = (element) => ({
  label: element.style("label"),
  colour: element.style("background-color"),
  width: element.style("width"),
});
console.log(
  JSON.stringify({
    nodes: cy.nodes().map((node) => ({
      data: node.data(),
      position: node.position(),
      look: look(node),
    })),
    edges: cy.edges().map((edge) => ({
      data: edge.data(),
      source: edge.source().id(),
      target: edge.target().id(),
    })),
  }),
);
cy.destroy(); // else its animations keep the process alive
