package graph

import (
	"errors"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/plan"
)

// Bounds of what is remembered, so that no caller fills the memory: a parsed document
// takes some twenty times the bytes of its text.
const (
	remembered      = 512
	rememberedBytes = 8 << 10
)

// documents remembers validated documents by their text.
type documents struct {
	schema *ast.Schema
	limits plan.Limits
	rules  ruleSet
	known  *lru.Cache[string, *ast.QueryDocument]
}

func newDocuments(schema *ast.Schema, limits plan.Limits) *documents {
	return &documents{schema: schema, limits: limits, rules: newRuleSet(schema), known: cache[string, *ast.QueryDocument]()}
}

// cache is an empty cache; making one fails only without room.
func cache[K comparable, V any]() *lru.Cache[K, V] {
	c, err := lru.New[K, V](remembered)
	if err != nil {
		panic(err)
	}
	return c
}

// read parses, weighs and validates a document, in this order: each step bounds what
// the next one has to look at.
func (d *documents) read(text string) (*ast.QueryDocument, gqlerror.List) {
	if doc, ok := d.known.Get(text); ok {
		return doc, nil
	}
	doc, errs := d.parse(text)
	if errs != nil {
		return nil, errs
	}
	w := &weigher{limits: d.limits, doc: doc, fragments: map[string]*definition{}}
	if err := w.weigh(); err != nil {
		return nil, gqlerror.List{present(err)}
	}
	errs, err := d.validate(doc, text)
	switch {
	case err != nil:
		return nil, gqlerror.List{present(err)}
	case len(errs) > 0:
		return nil, coded(plan.ValidationFailed, errs)
	}
	if len(text) <= rememberedBytes {
		d.known.Add(text, doc)
	}
	return doc, nil
}

// parse reads a document that is within the limits of its text.
func (d *documents) parse(text string) (*ast.QueryDocument, gqlerror.List) {
	if most := d.limits.Document; len(text) > most {
		return nil, gqlerror.List{present(plan.Over(plan.TooLarge, "document", len(text), most,
			"ask in several requests, and send long lists in variables", "bytes of a document"))}
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, d.limits.Tokens)
	if err == nil && len(doc.Operations) == 0 {
		err = gqlerror.Errorf("the document has no operation, such as { meta { version } }")
	}
	if err == nil {
		if wrong := halves(text); wrong != nil {
			return nil, coded(plan.ParseFailed, gqlerror.List{wrong})
		}
		return doc, nil
	}
	if err := d.overParsed(text); err != nil {
		return nil, gqlerror.List{present(err)}
	}
	var located *gqlerror.Error
	if !errors.As(err, &located) {
		located = gqlerror.Wrap(err)
	}
	return nil, coded(plan.ParseFailed, gqlerror.List{located})
}

// overParsed says whether a document was not parsed because it is over a limit of the
// parser, which tells it among errors of syntax.
func (d *documents) overParsed(text string) error {
	tokens, open, deepest := 0, 0, 0
	l := lexer.New(&ast.Source{Input: text})
	for {
		token, err := l.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			break
		}
		tokens++
		switch token.Kind {
		case lexer.BraceL, lexer.BracketL:
			open++
			deepest = max(deepest, open)
		case lexer.BraceR, lexer.BracketR:
			open--
		}
	}
	if tokens > d.limits.Tokens {
		return plan.Over(plan.TooComplex, "tokens", tokens, d.limits.Tokens,
			"ask in several requests, and send long lists in variables", "tokens of a document")
	}
	if deepest > parser.MaxNestingDepth {
		return plan.Over(plan.TooComplex, "depth", deepest, parser.MaxNestingDepth, "ask for less in one request", "levels of nested brackets")
	}
	return nil
}

// maxMessage is how long the message of an error may be, which can quote the document.
const maxMessage = 500

// coded gives errors a code, and cuts what is too long to read.
func coded(code plan.Code, errs gqlerror.List) gqlerror.List {
	for _, e := range errs {
		if len(e.Message) > maxMessage {
			e.Message = strings.ToValidUTF8(e.Message[:maxMessage], "") + "…"
		}
		e.Extensions = map[string]any{"code": code}
	}
	return errs
}
