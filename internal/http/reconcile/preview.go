package reconcile

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/wording"
)

//go:embed preview.html
var previewText string

//go:embed preview.css
var previewStyle string

var previewTemplate = template.Must(template.New("").Funcs(template.FuncMap{
	"style": func() template.CSS { return template.CSS(previewStyle) },
}).Parse(previewText))

// previewPolicy lets any site frame a preview, which shows itself in its own style and nothing else.
var previewPolicy = func() string {
	sum := sha256.Sum256([]byte(previewStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors *"
}()

// previewPage is the content of a preview.
type previewPage struct {
	Language, Name, Description, Summary, Address string
	Facts                                         []previewFact
}

type previewFact struct{ Label, Value string }

// unknownEntity is the sentence of a preview without an entity.
var unknownEntity = wording.Text{EN: "No entity has this id.", FR: "Aucune entité ne porte cet identifiant.", NL: "Geen entiteit heeft deze id."}

// shownFacts is the number of facts in a preview.
const shownFacts = 6

// preview shows a small page about an entity.
func (x *exchange) preview() error {
	p, code, err := x.previewPage()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := previewTemplate.Execute(&b, p); err != nil {
		return err
	}
	x.w.Header().Set("Content-Security-Policy", previewPolicy)
	x.w.Header().Set("Referrer-Policy", "no-referrer")
	x.write(code, "text/html", b.Bytes())
	return nil
}

// flyout answers with the content of a preview in JSON, for the list of suggestions of a client.
func (x *exchange) flyout() error {
	p, code, err := x.previewPage()
	if err != nil {
		return err
	}
	if code != http.StatusOK {
		return plan.Errorf(plan.NotFound, "use the id of a suggestion", "no entity has this id")
	}
	text := "<h1>" + template.HTMLEscapeString(p.Name) + "</h1><p>" + template.HTMLEscapeString(p.Description) + "</p><p>" + template.HTMLEscapeString(p.Summary) + "</p>"
	return x.json(map[string]any{"id": x.values.Get(idKey), "html": text})
}

// previewPage reads the entity with the id in the address. The status is that of the page.
func (x *exchange) previewPage() (previewPage, int, error) {
	id := x.values.Get(idKey)
	p := previewPage{Language: x.language, Name: id}
	var answer struct{ Entity object }
	query := "query ReconcilePreview($id: ID!) { entity(id: $id) { " + x.summary + " summary" + selectionOf(x.Model, x.previewed(), 1, nil) + " } }"
	if err := x.ask(query, map[string]any{idKey: id}, &answer); err != nil {
		return p, 0, err
	}
	e := answer.Entity
	if e == nil {
		p.Description = unknownEntity.In(x.language)
		return p, http.StatusNotFound, nil
	}
	p.Name, p.Description, p.Summary, p.Address = e.text("name"), x.describe(e), e.text("summary"), page(x.site(), e.text(idKey))
	t := x.typeNamed(e.text("type"))
	for _, q := range x.previewed() {
		if len(p.Facts) == shownFacts || t.Types&q.types == 0 {
			continue
		}
		var values []string
		for _, v := range q.read(e) {
			values = append(values, x.dictionary.Value(q.id, textOf(v.scalar), x.language))
		}
		if len(values) > 0 {
			p.Facts = append(p.Facts, previewFact{x.properties.name(q, x.language), strings.Join(values, ", ")})
		}
	}
	return p, http.StatusOK, nil
}

// previewed are the properties that a preview shows: identifiers first, since they decide.
func (x *exchange) previewed() (list []*property) {
	for _, q := range x.properties.all {
		if q.scheme != "" {
			list = append(list, q)
		}
	}
	for _, q := range x.properties.all {
		f := q.field
		if q.side != nil || q.leaf != nil || f.Prose || f.Derived() || f.Role != "" && f.Role != model.Finish && f.Role != model.Start || f.Scalar == model.Boolean || f.Searched > 0 || f.Enum != nil {
			continue
		}
		list = append(list, q)
	}
	return list
}
