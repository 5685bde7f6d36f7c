import { Kind, parse, parseType, parseValue, print, visit } from 'graphql'

// String literals, valid and invalid.
const texts = [
  '"\\u0041\\n\\/"', '"\\u{1F600}"', '"\\uD83D\\uDE00"', '"\\u{110000}"', '"\\u{}"', '"\\u00"', '"\\x41"',
  '"""block "quoted" \\""" text"""', '"""\n    indented\n      more\n  """', '""', '"tab\there"', '"line\nbreak"', '"open', '"\u007f"',
]

// Each spoiler changes an operation in a way that usually, but not always, makes it invalid;
// the reference implementation decides. A spoiler receives the parsed document, the operation
// with its variables, and a source of random numbers. It changes them in place, and may set
// text to replace the document. It returns false if it could not change anything.
export const spoilers = {
  unknownField: (s) => s.field((f) => rename(f, s.random.pick(['nope', 'names', 'Name', '__type', '__schema']))),
  leafWithSelection: (s) => s.field((f) => (f.selectionSet = selections('{ id }')), (f) => !f.selectionSet),
  objectWithoutSelection: (s) => s.field((f) => delete f.selectionSet, (f) => f.selectionSet),
  emptySelection: (s) => s.field((f) => (f.selectionSet.selections = []), (f) => f.selectionSet),
  unknownArgument: (s) => s.field((f) => f.arguments.push(argument('nope', '1'))),
  duplicateArgument: (s) => s.field((f) => f.arguments.push(copy(s.random.pick(f.arguments))), (f) => f.arguments.length > 0),
  missingArgument: (s) => s.field((f) => f.arguments.splice(s.random.below(f.arguments.length), 1), (f) => f.arguments.length > 0),
  otherValue: (s) => s.argument((a) => (a.value = s.value())),
  singleValue: (s) => s.argument((a) => (a.value = a.value.values[0]), (a) => a.value.kind === Kind.LIST && a.value.values.length > 0),
  wrappedValue: (s) => s.argument((a) => (a.value = { kind: Kind.LIST, values: [a.value] })),
  nullArgument: (s) => s.argument((a) => (a.value = parseValue('null'))),
  undefinedVariable: (s) => s.argument((a) => (a.value = parseValue('$undefined'))),
  unusedVariable: (s) => s.operation((o) => o.variableDefinitions.push(definition(`$unused: ${s.type()}`))),
  duplicateVariable: (s) => s.definition((d, o) => o.variableDefinitions.push(copy(d))),
  variableType: (s) => s.definition((d) => (d.type = parseType(s.type()))),
  variableDefault: (s) => s.definition((d) => (d.defaultValue = s.value())),
  variableLosesDefault: (s) => s.definition((d) => delete d.defaultValue, (d) => d.defaultValue),
  variableStrictness: (s) => s.definition((d) => {
    d.type = d.type.kind === Kind.NON_NULL_TYPE ? d.type.type : { kind: Kind.NON_NULL_TYPE, type: d.type }
  }),
  variableDirective: (s) => s.definition((d) => (d.directives = [directive('@skip(if: true)')])),
  variableGiven: (s) => s.variable((name) => (s.target.variables[name] = s.json())),
  variableNull: (s) => s.variable((name) => (s.target.variables[name] = null)),
  variableLeftOut: (s) => s.variable((name) => delete s.target.variables[name]),
  variableWrapped: (s) => s.variable((name) => (s.target.variables[name] = [s.target.variables[name] ?? null])),
  variableExtra: (s) => (s.target.variables.extra = s.json(), true),
  unusedFragment: (s) => s.define('fragment Unused on Institute { id }'),
  unknownFragment: (s) => s.set((set) => set.selections.push(...selections('{ ...Unknown }').selections)),
  fragmentCycle: (s) => s.set((set) => set.selections.push(...selections('{ ...Around }').selections)) &&
    s.define('fragment Around on Entity { id ...Around }'),
  duplicateFragment: (s) => s.fragment((f) => s.document.definitions.push(copy(f))),
  fragmentType: (s) => s.fragment((f) => (f.typeCondition.name.value = s.type(true))),
  fragmentDirective: (s) => s.fragment((f) => (f.directives = [directive('@include(if: true)')])),
  inlineType: (s) => s.set((set) => set.selections.push(...selections(`{ ... on ${s.type(true)} { __typename } }`).selections)),
  impossibleSpread: (s) => s.entity(s.random.pick(['... on Participation { id }', '... on Institute { ... on Person { id } }', '... on Organisation { ... on Work { id } }', '... on Query { meta { name } }'])),
  conflictingAlias: (s) => s.entity('same: __typename same: id'),
  conflictBetweenTypes: (s) => s.entity(s.random.pick([
    '... on Institute { same: name } ... on Person { same: type }',
    '... on Institute { same: name } ... on Person { same: occupation }',
    '... on Institute { same: name } ... on Person { same: name }',
    '... on Institute { same: kinds } ... on Person { same: name }',
    '... on Institute { same: aliases { name } } ... on Person { same: aliases { name: language } }',
    '... on Institute { same: aliases { name } } ... on Person { same: aliases { name language } }',
    '... on Institute { same: aliases { name } } ... on Institute { same: identifiers { scheme } }',
    '... on Entity { same: id } ... on Institute { same: id }',
    '... on Institute { same: acronym } ... on Person { same: familyName }',
    '... on Institute { same: location { latitude } } ... on Project { same: budget { amount } }',
    '... on Institute { same: location { n: latitude } } ... on Project { same: budget { n: amount } }',
    '... on Institute { same: participations(first: 1) { totalCount } } ... on Person { same: participations(first: 2) { totalCount } }',
    '... on Institute { same: participations(first: 1) { totalCount } } ... on Person { same: affiliations(first: 2) { totalCount } }',
    '... on Institute { same: participations(first: 1) { totalCount } } ... on Actor { same: participations(first: 2) { totalCount } }',
    'participations(first: 1) { totalCount } ... on Actor { participations(first: 1) { totalCount } }',
  ])),
  conflictingArguments: (s) => s.field((f, set) => {
    const other = copy(f)
    if (other.arguments.length === 0) other.arguments.push(argument('first', '1'))
    else other.arguments.pop()
    set.selections.push(other)
  }),
  sameAgain: (s) => s.field((f, set) => set.selections.push(copy(f))),
  sameAgainElsewhere: (s) => s.field((f, set) => {
    if (f.arguments.length > 1) f.arguments.reverse()
    set.selections.push({ kind: Kind.INLINE_FRAGMENT, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: [copy(f)] } })
  }),
  unknownDirective: (s) => s.field((f) => f.directives.push(directive('@nope'))),
  misplacedDirective: (s) => s.operation((o) => o.directives.push(directive('@include(if: true)'))),
  typeDirective: (s) => s.field((f) => f.directives.push(directive('@deprecated'))),
  duplicateDirective: (s) => s.field((f) => f.directives.push(directive('@skip(if: false)'), directive('@skip(if: false)'))),
  directiveWithoutIf: (s) => s.field((f) => f.directives.push(directive('@include'))),
  directiveWithOtherIf: (s) => s.field((f) => f.directives.push(directive(`@skip(if: ${print(s.value())})`))),
  directiveWithMore: (s) => s.field((f) => f.directives.push(directive('@skip(if: false, unless: true)'))),
  skippedRoots: (s) => s.operation((o) => o.selectionSet.selections.forEach((f) => f.directives.push(directive('@skip(if: true)')))),
  secondAnonymous: (s) => s.define('{ __typename }'),
  secondNamed: (s) => s.define('query Second { __typename }'),
  secondSameName: (s) => s.define('query Random { __typename }'),
  otherOperationName: (s) => (s.target.operationName = s.random.pick(['Nope', 'Random']), true),
  chosenOperation: (s) => (s.target.operationName = 'Second', s.define('query Second($a: Int = 3) { institutes(first: $a) { totalCount } }')),
  mutation: (s) => s.operation((o) => (o.operation = s.random.pick(['mutation', 'subscription']))),
  typeDefinition: (s) => s.define('type Query { id: ID }'),
  typeExtension: (s) => s.define('extend type Query { id: ID }'),
  repeatedInputField: (s) => s.argument((a) => a.value.fields.push(copy(a.value.fields[0])), (a) => a.value.kind === Kind.OBJECT && a.value.fields.length > 0),
  unknownInputField: (s) => s.argument((a) => a.value.fields.push({ kind: Kind.OBJECT_FIELD, name: name('nope'), value: parseValue('1') }), (a) => a.value.kind === Kind.OBJECT),
  introspection: (s) => s.operation((o) => o.selectionSet.selections.push(...selections(s.random.pick([
    '{ __type(name: "Institute") { name kind } }', '{ __type { name } }', '{ __type(name: Institute) { name } }',
    '{ __schema { queryType { name } } }', '{ __schema }', '{ __type(name: "Nope") { name } }', '{ __typename(a: 1) }', '{ __type(name: 1) { name } }',
  ])).selections)),
  lostCharacter: (s) => s.write((text) => {
    const at = s.random.below(text.length)
    return text.slice(0, at) + text.slice(at + 1)
  }),
  extraToken: (s) => s.write((text) => {
    const at = s.random.below(text.length)
    return text.slice(0, at) + s.random.pick(['{', '}', '(', ')', '$', '...', '!', ':', '"', '#\n', '@', '"""', '\\', '1.', '01', '-', '&', 'on', 'é', ',']) + text.slice(at)
  }),
  ignoredTokens: (s) => s.write((text) => '\ufeff# a comment, "with" {tokens\r\n' + text.replaceAll(' ', () => s.random.pick([' ', ',', '\t', '\r\n', '\n#\n', ' , ']))),
  escapedText: (s) => s.argument((a) => (a.value = { kind: Kind.ENUM, value: s.random.pick(texts) }), (a) => a.value.kind === Kind.STRING),
}

// Spoiled is an operation that spoilers change.
export class Spoiled {
  constructor(target, random, ids) {
    Object.assign(this, { target, random, ids, document: copy(parse(target.query, { noLocation: true })), text: null })
  }

  // done returns the changed operation.
  done() {
    return { ...this.target, query: this.text ?? print(this.document) }
  }

  // nodes returns the nodes of a kind, each with the selection set that contains it.
  nodes(kind, fits = () => true) {
    const found = []
    visit(this.document, {
      [kind]: {
        enter(node, _key, _parent, _path, ancestors) {
          const set = ancestors.findLast((a) => a.kind === Kind.SELECTION_SET)
          if (fits(node)) found.push([node, set])
        },
      },
    })
    return found
  }

  // change changes a random node of a kind.
  change(kind, how, fits) {
    const found = this.nodes(kind, fits)
    if (found.length === 0) return false
    how(...this.random.pick(found))
    return true
  }

  field = (how, fits) => this.change(Kind.FIELD, how, fits)
  argument = (how, fits) => this.change(Kind.ARGUMENT, how, fits)
  set = (how) => this.change(Kind.SELECTION_SET, how)
  fragment = (how) => this.change(Kind.FRAGMENT_DEFINITION, how)
  operation = (how) => this.change(Kind.OPERATION_DEFINITION, how)

  // entity adds a root field that selects the given fields of an entity.
  entity(text) {
    return this.operation((o) => {
      const id = JSON.stringify(this.random.pick(this.ids))
      o.selectionSet.selections.push(...selections(`{ checked: entity(id: ${id}) { ${text} } }`).selections)
    })
  }

  definition(how, fits) {
    const [operation] = this.nodes(Kind.OPERATION_DEFINITION)[0]
    const found = operation.variableDefinitions.filter(fits ?? (() => true))
    if (found.length === 0) return false
    how(this.random.pick(found), operation)
    return true
  }

  variable(how) {
    return this.definition((d) => how(d.variable.name.value))
  }

  define(text) {
    this.document.definitions.push(...copy(parse(text, { noLocation: true })).definitions)
    return true
  }

  write(how) {
    this.text = how(this.text ?? print(this.document))
    return true
  }

  // value returns a literal of any kind.
  value() {
    return parseValue(this.random.pick([
      '1', '-1', '0', '2147483647', '2147483648', '-2147483649', '1.0', '1.5', '1e3', '"1"', '"text"', '""',
      'true', 'null', 'NAME', 'ASC', 'DESC', '"ASC"', '[]', '[1]', '["sciensano"]', '[null]', '[[1]]', '{}', '{nope: 1}', '{eq: 1}', '{name: {eq: "a"}}', '[{}]', '$v0',
    ]), { noLocation: true })
  }

  // json returns a JSON value of any kind, for a variable.
  json() {
    return this.random.pick([
      1, -1, 0, 2147483647, 2147483648, -2147483649, 4294967296, 1.5, '1', 'text', '', true, false, null, 'ASC', 'NOPE',
      [], [1], ['a', null], [['a']], {}, { nope: 1 }, { eq: 1 }, { name: { eq: 'a' } }, { name: 'a' }, { AND: { name: { eq: 'a' } } },
    ])
  }

  // type returns a type for a variable or, if composite is true, for a fragment.
  type(composite) {
    const names = ['Institute', 'Entity', 'Actor', 'Relation', 'Participation', 'Source', 'Alias', 'Nope', 'Int', 'EntityType', 'TextWhere', 'Query', 'PageInfo']
    if (composite) return this.random.pick(names)
    return this.random.pick([...names, 'Int!', '[Int]', '[Int!]!', 'String', 'ID', 'ID!', '[ID!]', '[ID]', 'Float', 'Boolean', 'Boolean!', 'PartialDate', 'InstituteWhere', '[[String]]'])
  }
}

function rename(field, to) {
  field.name = name(to)
}

function name(value) {
  return { kind: Kind.NAME, value }
}

function copy(node) {
  return structuredClone(node)
}

function selections(text) {
  return copy(parse(text, { noLocation: true }).definitions[0].selectionSet)
}

function argument(key, value) {
  return { kind: Kind.ARGUMENT, name: name(key), value: parseValue(value, { noLocation: true }) }
}

function directive(text) {
  return copy(parse(`{ a ${text} }`, { noLocation: true }).definitions[0].selectionSet.selections[0].directives[0])
}

function definition(text) {
  return copy(parse(`query (${text}) { a }`, { noLocation: true }).definitions[0].variableDefinitions[0])
}
