// Draws a large graph in the DOT language as SVG: node picture.js PATH. Graphviz lays it
// out with sfdp, but its WebAssembly build lacks the library that moves overlapping nodes
// apart, so spread does that before Graphviz draws the edges.
import { readFileSync } from 'node:fs'
import { instance } from '@viz-js/viz'

// The layout is stretched to the shape of a page, and nodes keep a gap, in points.
const stretch = { x: 2.4, y: 1.8 }
const gap = 10

const viz = await instance()
const render = (text, engine, format) => {
  const { status, output, errors } = viz.render(text, { engine, format })
  if (status !== 'success') throw new Error(errors.map((e) => e.message).join('\n'))
  return output
}

// spread moves every overlapping pair of nodes apart along the line between their centres,
// until no pair overlaps.
function spread(nodes) {
  const pairs = nodes.flatMap((a, i) => nodes.slice(i + 1).map((b) => [a, b]))
  for (let round = 0, moved = true; moved && round < 1000; round++) {
    moved = false
    for (const [a, b] of pairs) {
      const x = b.x - a.x || 1
      const y = b.y - a.y || 1
      const apart = Math.min((a.width + b.width) / 2 / Math.abs(x), (a.height + b.height) / 2 / Math.abs(y))
      if (apart < 1.001) continue
      moved = true
      const step = Math.min(apart - 1, 0.5) / 2
      a.x -= step * x
      b.x += step * x
      a.y -= step * y
      b.y += step * y
    }
  }
}

const text = readFileSync(process.argv[2], 'utf8')
const inch = 72 // points
const nodes = JSON.parse(render(text, 'sfdp', 'json0')).objects.map(({ name, pos, width, height }) => {
  const [x, y] = pos.split(',').map(Number)
  return { name, x: x * stretch.x, y: y * stretch.y, width: width * inch + gap, height: height * inch + gap }
})
spread(nodes)
const places = nodes.map(({ name, x, y }) => `  ${JSON.stringify(name)} [pos="${x.toFixed(1)},${y.toFixed(1)}"]\n`)
process.stdout.write(render(text.slice(0, text.lastIndexOf('}')) + places.join('') + '}\n', 'nop2', 'svg'))
