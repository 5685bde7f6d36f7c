import { doTypesOverlap, getNamedType, isAbstractType, isCompositeType, isNonNullType } from 'graphql'
import { Values, literal, nullable } from './value.js'

// The fields whose values only the service knows: cursors, its version, its address.
const unknown = new Set(['cursor', 'startCursor', 'endCursor', 'version', 'loadedAt', 'citation'])
// The fields that are validated but not executed.
const unexecuted = new Set(['facets', 'aggregate', 'groups', 'series'])
// The arguments of pages without cursors.
const pages = ['first', 'last']

// Operation generates a random operation that is valid for the schema. Equal response keys
// always select the same field with the same arguments, so that selections merge.
export class Operation {
  // If inputs is true, the operation uses all arguments and fields, and must not be executed.
  constructor(schema, data, random, inputs) {
    Object.assign(this, { schema, data, random, inputs })
    this.values = new Values(random, data.ids())
    this.declarations = []
    this.variables = {}
    this.fragments = []
    this.budget = 30
  }

  build() {
    const { random } = this
    const query = this.schema.getQueryType()
    const roots = Object.values(query.getFields()).filter((f) => this.data.isRoot(f.name))
    const selections = []
    for (let n = 1 + random.below(3); n > 0; n--) selections.push(this.field(random.pick(roots), 7))
    if (random.chance(0.1)) selections.push('__typename')
    if (random.chance(0.1)) selections.push(`... on Query ${this.directives()} { ${this.field(random.pick(roots), 4)} }`)
    const name = random.chance(0.5) ? 'Random' : null
    const variables = this.declarations.length > 0 ? `(${this.declarations.join(', ')})` : ''
    const head = name || variables || random.chance(0.5) ? `query ${name ?? ''}${variables} ` : ''
    const parts = [`${head}{ ${selections.join(' ')} }`, ...this.fragments.map((f) => f.text)]
    if (random.chance(0.3)) parts.reverse()
    return {
      query: parts.join('\n'),
      variables: this.variables,
      operationName: name && random.chance(0.5) ? name : null,
    }
  }

  // selection returns a selection set on a type, with at most depth levels below it.
  selection(type, depth) {
    const { random } = this
    const fields = type.getFields ? Object.values(type.getFields()).filter((f) => this.allows(f, depth)) : []
    const selections = []
    for (let n = 1 + random.below(4); n > 0; n--) {
      const dice = random.next()
      if (dice < 0.12 || fields.length === 0) selections.push(this.typename())
      else if (dice < 0.24) selections.push(this.inline(type, depth))
      else if (dice < 0.32) selections.push(this.spread(type, depth))
      else selections.push(this.field(random.pick(fields), depth))
    }
    return `{ ${selections.join(' ')} }`
  }

  allows(field, depth) {
    if (!this.inputs && (unknown.has(field.name) || unexecuted.has(field.name))) return false
    return !isCompositeType(getNamedType(field.type)) || (depth > 0 && this.budget > 0)
  }

  typename() {
    return this.random.chance(0.2) ? `its: __typename${this.directives()}` : '__typename'
  }

  field(field, depth) {
    this.budget--
    const type = getNamedType(field.type)
    const args = this.arguments(field)
    let key = ''
    if (args) key = `${field.name}_${hash(args)}: `
    else if (type.name === 'RelationType') key = 'kind: ' // entities have another type
    else if (this.random.chance(0.15)) key = `x_${field.name}: `
    const below = isCompositeType(type) ? ` ${this.selection(type, depth - 1)}` : ''
    return `${key}${field.name}${args}${this.directives()}${below}`
  }

  arguments(field) {
    const { random } = this
    const given = []
    const paged = field.args.some((a) => a.name === 'first') && field.args.some((a) => a.name === 'last')
    const page = random.chance(0.75) ? random.pick(pages) : null
    for (const arg of field.args) {
      const required = isNonNullType(arg.type) && arg.defaultValue === undefined
      if (paged && pages.includes(arg.name)) {
        if (arg.name !== page) continue
      } else if (['after', 'before'].includes(arg.name) || (!required && (!this.inputs || random.chance(0.6)))) {
        continue
      }
      const value = this.values.value(arg.type, arg.name)
      given.push(`${arg.name}: ${literal(value, arg.type, this.variable)}`)
    }
    if (random.chance(0.3)) given.reverse()
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  // variable sometimes replaces a value by a variable, whose value is in the request or is its
  // default.
  variable = (value, type) => {
    const { random } = this
    if (!random.chance(0.2)) return undefined
    const name = `v${this.declarations.length}`
    const inner = nullable(type)
    const strict = isNonNullType(type) || (value !== null && random.chance(0.3))
    let declared = `$${name}: ${inner}${strict ? '!' : ''}`
    if (value !== null && random.chance(0.3)) declared += ` = ${literal(value, inner)}`
    else if (value !== null || random.chance(0.5)) this.variables[name] = value
    this.declarations.push(declared)
    return `$${name}`
  }

  // directives usually returns no directives.
  directives() {
    const { random } = this
    if (!random.chance(0.12)) return ''
    const one = (name) => {
      const value = random.chance(0.5)
      const type = this.schema.getDirective(name).args[0].type
      return ` @${name}(if: ${literal(value, type, random.chance(0.5) ? this.variable : undefined)})`
    }
    const names = random.pick([['skip'], ['include'], ['skip', 'include'], ['include', 'skip']])
    return names.map(one).join('')
  }

  // conditions returns the types that a fragment within a type can have as its condition.
  conditions(type) {
    const all = Object.values(this.schema.getTypeMap()).filter((t) => isCompositeType(t) && !t.name.startsWith('__'))
    return all.filter((t) => t === type || ((isAbstractType(t) || isAbstractType(type)) && doTypesOverlap(this.schema, t, type)))
  }

  inline(type, depth) {
    if (this.random.chance(0.2)) return `... ${this.directives()}${this.selection(type, depth)}`
    const on = this.random.pick(this.conditions(type))
    return `... on ${on.name}${this.directives()} ${this.selection(on, depth)}`
  }

  // spread spreads a named fragment, either an existing one or a new one. A fragment that is
  // still being written has no text, and so does not contain itself.
  spread(type, depth) {
    const conditions = this.conditions(type)
    const known = this.fragments.filter((f) => f.text && f.depth <= depth && conditions.includes(f.on))
    if (known.length > 0 && this.random.chance(0.6)) return `...${this.random.pick(known).name}${this.directives()}`
    const on = this.random.pick(conditions)
    const made = { name: `F${this.fragments.length}`, on, depth }
    this.fragments.push(made)
    made.text = `fragment ${made.name} on ${on.name} ${this.selection(on, depth)}`
    return `...${made.name}${this.directives()}`
  }
}

// hash returns a short name for a text; equal texts have equal names.
function hash(text) {
  let h = 0
  for (const c of text) h = (Math.imul(h, 31) + c.codePointAt(0)) >>> 0
  return h.toString(36)
}
