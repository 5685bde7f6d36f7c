import {
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  print,
  parseValue,
} from 'graphql'

// Values generates random values of input types, which the service accepts.
export class Values {
  constructor(random, ids) {
    this.random = random
    this.ids = ids
  }

  // value returns a value of a type as JSON. name is the name of the argument or field that the
  // value is for.
  value(type, name, depth = 3) {
    const { random } = this
    if (isNonNullType(type)) return this.present(type.ofType, name, depth)
    return random.chance(0.08) ? null : this.present(type, name, depth)
  }

  present(type, name, depth) {
    const { random } = this
    if (isListType(type)) {
      // Groups need one to three facets, all of them different.
      const length = name === 'by' ? 1 : random.below(4)
      return Array.from({ length }, () => this.value(new GraphQLNonNull(nullable(type.ofType)), name, depth))
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name
    if (isInputObjectType(type)) return this.object(type, depth)
    switch (type.name) {
      case 'Int':
        return random.below(6)
      case 'Float':
        return random.pick([0, 1, -2.5, 1e10, 0.01, 12])
      case 'Boolean':
        return random.chance(0.5)
      case 'ID':
        return random.chance(0.1) ? 'unknown-id' : random.pick(this.ids)
      case 'PartialDate':
        return this.date(name)
      default:
        return random.pick(['', 'plain', 'Ünïcode', 'a "quoted" \\ one', 'two\nlines', '🧬', '123'])
    }
  }

  date(name) {
    if (name === 'from') return this.random.pick(['2001', '2003-04', '2009-12-31'])
    if (name === 'to') return this.random.pick(['2015', '2016-02', '2020-01-01'])
    return this.random.pick(['2014', '2021-10', '2024-02-29', '2019-06/2019-07'])
  }

  // object returns an input object with its required fields and up to two others. A sort key
  // has exactly one field.
  object(type, depth) {
    const fields = Object.values(type.getFields())
    const object = {}
    const simple = fields.filter((f) => !isInputObjectType(nullable(f.type)) && !isListType(nullable(f.type)))
    const choice = depth > 0 || simple.length === 0 ? fields : simple
    const only = type.name.endsWith('Sort')
    for (let n = only ? 1 : this.random.below(3); n > 0; n--) {
      const field = this.random.pick(choice)
      object[field.name] = only
        ? this.present(nullable(field.type), field.name, depth - 1)
        : this.value(field.type, field.name, depth - 1)
    }
    for (const field of fields) {
      if (isNonNullType(field.type) && field.defaultValue === undefined && !(field.name in object)) {
        object[field.name] = this.value(field.type, field.name, depth - 1)
      }
    }
    return object
  }
}

// nullable returns a type without its outermost non-null.
export function nullable(type) {
  return isNonNullType(type) ? type.ofType : type
}

// literal writes a value as a GraphQL literal. hole may return a text, such as a variable, that
// is written instead of the value or of a value within it.
export function literal(value, type, hole = () => undefined) {
  const text = hole(value, type)
  if (text !== undefined) return text
  const inner = nullable(type)
  if (value === null) return 'null'
  if (isListType(inner)) {
    return `[${value.map((item) => literal(item, inner.ofType, hole)).join(', ')}]`
  }
  if (isInputObjectType(inner)) {
    const fields = inner.getFields()
    const members = Object.entries(value).map(([name, v]) => `${name}: ${literal(v, fields[name].type, hole)}`)
    return `{${members.join(', ')}}`
  }
  if (isEnumType(inner)) return value
  return print(parseValue(JSON.stringify(value)))
}
