// Reads {sdl, dump, given, seed, first, operations} from standard input. Writes one line of
// JSON for each given operation, then for each random operation: the operation, whether the
// reference implementation accepts it, and its answer.
import { buildSchema, execute, parse, validate, valueFromASTUntyped } from 'graphql'
import { buildExecutionContext } from 'graphql/execution/execute.js'
import { text } from 'node:stream/consumers'
import { Data } from './data.js'
import { Operation } from './operation.js'
import { Random } from './random.js'
import { Spoiled, spoilers } from './spoil.js'

const input = JSON.parse(await text(process.stdin))
const schema = buildSchema(input.sdl)
const data = new Data(input.dump)
Object.assign(schema.getType('PartialDate'), { parseValue: date, parseLiteral: (node) => date(valueFromASTUntyped(node)) })

for (const [index, given] of (input.given ?? []).entries()) write({ index, ...given, ...judge(given) })
for (let index = input.first; index < input.first + input.operations; index++) {
  const { operation, spoiled, inputs } = make(new Random(input.seed * 1_000_003 + index))
  write({ index, ...operation, spoiled, ...judge(operation, inputs) })
}

function write(line) {
  process.stdout.write(JSON.stringify(line) + '\n')
}

// make returns a random operation. Some operations use every input and are not executed; about
// half are corrupted, and a few of these twice.
function make(random) {
  const inputs = random.chance(0.3)
  let operation = new Operation(schema, data, random, inputs).build()
  const spoiled = []
  if (random.chance(0.55)) {
    const at = new Spoiled(operation, random, data.ids())
    for (let n = random.chance(0.15) ? 2 : 1; n > 0; n--) {
      const name = random.pick(Object.keys(spoilers))
      if (spoilers[name](at)) spoiled.push(name)
    }
    operation = at.done()
  }
  return { operation, spoiled, inputs }
}

// judge returns the stage at which an operation is rejected, or its answer. As the GraphQL
// specification requires, a request error has no data.
function judge({ query, variables, operationName }, inputs = false) {
  let document
  try {
    document = parse(query)
  } catch (error) {
    return { accepted: false, stage: 'parse', errors: [error.message] }
  }
  const faults = validate(schema, document)
  if (faults.length > 0) return { accepted: false, stage: 'validate', errors: messages(faults) }
  const request = {
    schema,
    document,
    operationName,
    variableValues: variables,
    rootValue: {},
    fieldResolver: data.resolve,
    typeResolver: data.typeOf,
  }
  const context = buildExecutionContext(request)
  if (!('schema' in context)) return { accepted: false, stage: 'coerce', errors: messages(context) }
  if (!schema.getRootType(context.operation.operation)) return { accepted: false, stage: 'coerce', errors: ['no such root type'] }
  if (inputs) return { accepted: true, stage: 'coerce', errors: [] }
  const { data: answer, errors } = execute(request)
  return { accepted: true, stage: 'execute', data: answer, errors: messages(errors ?? []) }
}

// date validates a date as the service does: a day, a month, a year, or an interval of two of
// these (EDTF, level 0).
function date(value) {
  const simple = /^\d{4}(-\d\d(-\d\d)?)?$/
  const [from, to = from, more] = typeof value === 'string' ? value.split('/') : []
  for (const part of [from, to]) {
    const full = `${part}${'-01-01'.slice(String(part).length - 4)}`
    if (more !== undefined || !simple.test(part) || new Date(full).toJSON()?.slice(0, 10) !== full) {
      throw new TypeError(`${JSON.stringify(value)} is not a date`)
    }
  }
  return value
}

function messages(errors) {
  return errors.map((e) => e.message)
}
