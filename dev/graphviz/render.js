// Lays out a graph in the DOT language and prints it: node render.js ENGINE FORMAT PATH,
// as in: node render.js sfdp svg graph.dot.
import { readFileSync } from 'node:fs'
import { instance } from '@viz-js/viz'

const [engine, format, path] = process.argv.slice(2)
const viz = await instance()
const { status, output, errors } = viz.render(readFileSync(path, 'utf8'), { engine, format })
for (const { level, message } of errors) console.error(`${level}: ${message}`)
if (status !== 'success') process.exit(1)
process.stdout.write(output)
