package graph

import (
	"errors"
	"iter"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/plan"
)

// documents caches validated documents by their text, and by the limits that they were
// measured against.
type documents struct {
	schema *ast.Schema
	rules  ruleSet
	cache  *lru.Cache[documentKey, *ast.QueryDocument]
}

type documentKey struct {
	text   string
	limits plan.Limits
}

func newDocuments(schema *ast.Schema) *documents {
	return &documents{schema, newRuleSet(schema), newLRU[documentKey, *ast.QueryDocument](cachedRequests)}
}

// read parses, measures and validates a document, in this order: each step bounds the input of
// the next. The error is a *plan.Error if a limit is exceeded, otherwise a gqlerror.List with
// codes.
func (d *documents) read(text string, limits *plan.Limits) (*ast.QueryDocument, error) {
	key := documentKey{text, *limits}
	if doc, ok := d.cache.Get(key); ok {
		return doc, nil
	}
	doc, err := parse(text, limits)
	if err != nil {
		return nil, err
	}
	m := &measurer{limits: limits, doc: doc, fragments: map[string]*definition{}}
	if err := m.measure(); err != nil {
		return nil, err
	}
	errs, err := d.validate(doc, text, limits)
	switch {
	case err != nil:
		return nil, err
	case len(errs) > 0:
		return nil, faults(plan.ValidationFailed, errs)
	}
	if len(text) <= cachedRequestBytes {
		d.cache.Add(key, doc)
	}
	return doc, nil
}

// parse parses a document, unless its text exceeds a limit.
func parse(text string, limits *plan.Limits) (*ast.QueryDocument, error) {
	if most := limits.Document; len(text) > most {
		return nil, plan.Over(plan.TooLarge, "document", len(text), most,
			"send several requests, and long lists in variables", "bytes of a document")
	}
	if err := checkNames(text, limits); err != nil {
		return nil, err
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, limits.Tokens)
	if err == nil && len(doc.Operations) == 0 {
		err = gqlerror.Errorf("the document has no operation, such as { meta { version } }")
	}
	if err == nil {
		if wrong := loneSurrogate(text); wrong != nil {
			return nil, faults(plan.ParseFailed, gqlerror.List{wrong})
		}
		return doc, nil
	}
	if err := overParsed(text, limits); err != nil {
		return nil, err
	}
	var located *gqlerror.Error
	if !errors.As(err, &located) {
		located = gqlerror.Wrap(err)
	}
	return nil, faults(plan.ParseFailed, gqlerror.List{located})
}

// checkNames returns the error of a document that has a name or a number of too many letters.
func checkNames(text string, limits *plan.Limits) error {
	if longestWord(text) <= limits.Name {
		return nil
	}
	// The word may be part of a text or a comment.
	for token := range tokensOf(text) {
		switch token.Kind {
		case lexer.Name, lexer.Int, lexer.Float:
			if err := limits.CheckName(token.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// tokensOf yields the tokens of a document up to its end or to a fault, which the parser reports.
func tokensOf(text string) iter.Seq[lexer.Token] {
	return func(yield func(lexer.Token) bool) {
		l := lexer.New(&ast.Source{Input: text})
		token, err := l.ReadToken()
		for err == nil && token.Kind != lexer.EOF && yield(token) {
			token, err = l.ReadToken()
		}
	}
}

// overParsed returns the error of a document that exceeds a limit of the parser. The parser
// itself reports this as a syntax error.
func overParsed(text string, limits *plan.Limits) error {
	tokens, open, deepest := 0, 0, 0
	for token := range tokensOf(text) {
		tokens++
		switch token.Kind {
		case lexer.BraceL, lexer.BracketL:
			open++
			deepest = max(deepest, open)
		case lexer.BraceR, lexer.BracketR:
			open--
		}
	}
	if tokens > limits.Tokens {
		return plan.Over(plan.TooComplex, "tokens", tokens, limits.Tokens,
			"send several requests, and long lists in variables", "tokens of a document")
	}
	if deepest > parser.MaxNestingDepth {
		return plan.Over(plan.TooComplex, "depth", deepest, parser.MaxNestingDepth, "request less at a time", "levels of nested brackets")
	}
	return nil
}

// maxMessage is the largest number of bytes in an error's message, which can quote the
// document.
const maxMessage = 500

// faults gives the errors of a document a code, and shortens messages that are too long to
// read, but never inside a character.
func faults(code plan.Code, errs gqlerror.List) gqlerror.List {
	for _, e := range errs {
		if len(e.Message) > maxMessage {
			e.Message = strings.ToValidUTF8(e.Message[:maxMessage], "") + "…"
		}
		e.Extensions = map[string]any{"code": code}
	}
	return errs
}
