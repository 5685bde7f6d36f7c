// Data holds a graph in memory and resolves the fields of its schema. It implements just enough
// of the service (lists in their default order, pages without cursors) for the reference
// implementation to execute operations.
export class Data {
  // dump is {model, meta, entities, relations, former}, as dump_test.go writes it.
  constructor(dump) {
    this.dump = dump
    this.model = dump.model
    this.byID = new Map()
    for (const entity of dump.entities) {
      for (const { scheme, value } of entity.fields.identifiers ?? []) {
        this.byID.set(`${scheme}:${value}`.toLowerCase(), entity)
      }
    }
    for (const entity of dump.entities) this.byID.set(entity.id, entity)
    for (const [old, now] of Object.entries(dump.former)) this.byID.set(old, this.byID.get(now))
    this.entities = dump.entities.filter((entity) => !entity.unstated).sort(byName)
    this.relationByID = new Map(dump.relations.map((relation) => [relation.id, relation]))
    this.relations = dump.relations.filter((r) => !r.fields.deprecated).sort(byID)
    this.sides = new Map()
    for (const relation of this.relations) {
      const { fromSide, toSide } = this.model.relations[relation.type]
      this.append(relation.from, fromSide, relation)
      this.append(relation.to, toSide, relation)
    }
  }

  append(id, side, relation) {
    const key = `${id} ${side}`
    if (!this.sides.has(key)) this.sides.set(key, [])
    this.sides.get(key).push(relation)
  }

  // ids returns the references by which entities can be queried, and the ids of some relations.
  ids() {
    return [...this.byID.keys(), ...[...this.relationByID.keys()].slice(0, 100)]
  }

  // isRoot reports whether a root field can be executed.
  isRoot(name) {
    return ['meta', 'entities', 'node', 'nodes'].includes(name) || name in this.model.one || name in this.model.many
  }

  // find returns the entity with an id, if it is of one of the types, or null.
  find(id, types) {
    const entity = this.byID.get(id)
    return entity && types.includes(entity.type) ? entity : null
  }

  // node returns the entity or the relation with an id, or null.
  node(id) {
    return this.byID.get(id) ?? this.relationByID.get(id) ?? null
  }

  root(name, args) {
    if (name === 'meta') return { fields: this.meta() }
    if (name === 'node') return this.node(args.id)
    if (name === 'nodes') return args.ids.map((id) => this.node(id))
    if (name === 'entities') return args.ids.map((id) => this.find(id, this.model.one.entity))
    if (name in this.model.one) return this.find(args.id, this.model.one[name])
    const types = this.model.many[name]
    const rows = [...this.entities, ...this.relations].filter((o) => types.includes(o.type))
    return connection(rows, args)
  }

  meta() {
    return { ...this.dump.meta, sources: this.entities.filter((e) => e.type === 'Source') }
  }

  // resolve is the field resolver of the reference implementation.
  resolve = (source, args, _context, info) => {
    const { fieldName, parentType } = info
    if (parentType === info.schema.getQueryType()) return this.root(fieldName, args)
    if (source.fields === undefined) {
      // The source is a connection, an edge, or a value with several parts.
      const value = source[fieldName] ?? null
      return fieldName === 'source' ? this.byID.get(value) : value
    }
    if (fieldName === 'id') return source.id
    if (fieldName === 'type') return this.model.enums[source.type]
    const ends = this.model.relations[source.type]
    if (ends && fieldName === ends.from) return this.byID.get(source.from)
    if (ends && fieldName === ends.to) return this.byID.get(source.to)
    if (this.model.sides.includes(fieldName)) {
      return connection(this.sides.get(`${source.id} ${fieldName}`) ?? [], args)
    }
    return source.fields[fieldName] ?? null
  }

  typeOf = (object) => object.type
}

const maxPage = 1000

// connection returns a page of rows. The flag for the direction of travel is exact, and the
// other one is false because no cursor is given.
function connection(rows, { first, last }) {
  if (first != null && last != null) throw new Error('first and last exclude each other')
  for (const size of [first, last]) {
    if (size != null && (size < 0 || size > maxPage)) throw new Error(`a page has 0 to ${maxPage} rows`)
  }
  const backward = last != null
  const limit = last ?? first ?? 20
  const page = backward ? rows.slice(Math.max(0, rows.length - limit)) : rows.slice(0, limit)
  const more = page.length < rows.length
  return {
    nodes: page,
    edges: page.map((node) => ({ node })),
    totalCount: rows.length,
    pageInfo: { hasNextPage: !backward && more, hasPreviousPage: backward && more },
  }
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0
}

function byID(a, b) {
  return compare(a.id, b.id)
}

function byName(a, b) {
  const [one, other] = [a.fields.name, b.fields.name]
  return compare(fold(one), fold(other)) || compare(one, other) || byID(a, b)
}
