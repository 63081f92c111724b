// Imports a graphology file and prints every node and edge as graphology has them.
import { readFileSync } from "node:fs";
import Graph from "graphology";

const graph = Graph.from(JSON.parse(readFileSync(process.argv[2], "utf8")));
console.log(
  JSON.stringify({
    options: { type: graph.type, multi: graph.multi, allowSelfLoops: graph.allowSelfLoops },
    nodes: graph.mapNodes((key, attributes) => ({ key, attributes })),
    edges: graph.mapEdges((key, attributes, source, target) => ({
      key,
      attributes,
      source,
      target,
      directed: graph.isDirected(key),
    })),
  }),
);
