package reconcile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// Parameters of addresses and forms.
const (
	queriesKey  = "queries"
	extendKey   = "extend"
	callbackKey = "callback"
	prefixKey   = "prefix"
	limitKey    = "limit"
	offsetKey   = "offset"
	cursorKey   = "cursor"
	typeKey     = "type"
	idKey       = "id"
)

// parameters are accepted at every address. Clients send those from spell on, which make no
// difference here: they belong to the service for which the protocol was first made.
var parameters = []string{
	queriesKey, extendKey, callbackKey, prefixKey, limitKey, offsetKey, cursorKey, typeKey, idKey, questions.LanguageKey,
	"spell", "exact", "prefixed", "type_strict", "key", "filter", "scoring", "stemmed", "html_escape", "indent", "format", "output",
}

// callbackName matches a name of a JavaScript function that is safe in a script.
var callbackName = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$.]{0,127}$`)

// exchange is one request and its answer.
type exchange struct {
	*Handler
	w      http.ResponseWriter
	r      *http.Request
	caller graph.Caller
	// draft reports whether the version is 1.0-draft.
	draft bool
	// language is the language of names and descriptions.
	language string
	// values are the parameters of the address, and of a form in the body.
	values url.Values
	// body is the body of a POST that is no form.
	body []byte
	// held is the number of bytes of the body that the engine counts for the caller.
	held int
	ctx  context.Context
}

// begin starts the answer to a request.
func (h *Handler) begin(w http.ResponseWriter, r *http.Request) *exchange {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Vary", "Accept-Encoding, Accept-Language, Origin")
	x := &exchange{Handler: h, w: w, r: r, caller: graphql.NewCaller(w, r), values: r.URL.Query(), ctx: r.Context()}
	x.language = x.values.Get(questions.LanguageKey)
	if !slices.Contains(wording.Languages, x.language) {
		x.language = wording.Match(r.Header.Get("Accept-Language"))
	}
	header.Set("Content-Language", x.language)
	return x
}

func (x *exchange) end() { x.Engine.ReleaseBody(&x.caller, x.held) }

// answer runs an action within the limit of time, and answers with its error.
func (x *exchange) answer(run action) {
	limits := x.Engine.Limits()
	ctx, cancel := context.WithTimeout(x.r.Context(), time.Duration(limits.Time)*time.Millisecond)
	defer cancel()
	x.ctx = ctx
	err := x.checkParameters()
	if err == nil && x.r.Method == http.MethodPost {
		err = x.receive(limits.Body)
	}
	if err == nil {
		err = run(x)
	}
	if err != nil {
		x.fail(err)
	}
}

// checkParameters returns an error for a parameter of the address that means nothing.
func (x *exchange) checkParameters() error {
	for _, name := range slices.Sorted(maps.Keys(x.values)) {
		if !slices.Contains(parameters, name) {
			return plan.Errorf(plan.BadUserInput, "use "+strings.Join(parameters[:10], ", "), "there is no parameter %.40q here", name)
		}
	}
	return nil
}

// receive reads the body of a POST: a form, or JSON.
func (x *exchange) receive(limit int) error {
	mediaType, _, err := mime.ParseMediaType(x.r.Header.Get("Content-Type"))
	form := mediaType == "application/x-www-form-urlencoded"
	if err != nil || !form && mediaType != "application/json" {
		return status{http.StatusUnsupportedMediaType, plan.Errorf(plan.BadUserInput, "send a form (application/x-www-form-urlencoded) or application/json", "the body is neither a form nor JSON")}
	}
	if x.r.Header.Get("Content-Encoding") != "" {
		return status{http.StatusUnsupportedMediaType, plan.Errorf(plan.BadUserInput, "send it without Content-Encoding", "the body is compressed")}
	}
	size := limit + 1
	if n := x.r.ContentLength; n >= 0 && n < int64(size) {
		size = int(n)
	}
	if err := x.Engine.HoldBody(&x.caller, size); err != nil {
		return err
	}
	x.held = size
	body, err := io.ReadAll(io.LimitReader(x.r.Body, int64(limit)+1))
	switch {
	case err != nil:
		return plan.Errorf(plan.BadUserInput, "send it again", "the body is incomplete")
	case len(body) > limit:
		return status{http.StatusRequestEntityTooLarge, plan.Over(plan.TooLarge, "body", len(body), limit, "send smaller batches", "bytes in the body")}
	case !utf8.Valid(body):
		return plan.Errorf(plan.BadUserInput, "send it in UTF-8", "the body is not UTF-8")
	case !form:
		x.body = body
		return nil
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return plan.Errorf(plan.BadUserInput, "encode it as application/x-www-form-urlencoded", "the body is not a form")
	}
	for name, list := range values {
		x.values[name] = list
	}
	return nil
}

// status is an error with an HTTP status of its own.
type status struct {
	code int
	error
}

// Unwrap is for errors.As.
func (s status) Unwrap() error { return s.error }

// ask runs a query and decodes its data. Numbers stay as they are written.
func (x *exchange) ask(query string, variables map[string]any, into any) error {
	request, err := graph.NewRequest(query, variables)
	if err != nil {
		return err
	}
	data, errs := x.Queries.Query(x.ctx, request, x.caller)
	if len(errs) > 0 {
		return errs
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

// fail answers with an error, in the status that belongs to it.
func (x *exchange) fail(err error) {
	var own status
	if errors.As(err, &own) {
		x.reject(own.code, own.error)
		return
	}
	errs := x.Engine.Present(x.ctx, err)
	code, _ := graphql.Status(errs)
	x.send(code, errs)
}

// reject answers with an error and a status.
func (x *exchange) reject(code int, err error) { x.send(code, x.Engine.Present(x.ctx, err)) }

// send answers with errors. A page that reads answers as scripts gets them as a script too.
func (x *exchange) send(code int, errs gqlerror.List) {
	if name, ok := x.callback(); ok {
		x.script(name, map[string]any{"errors": errs})
		return
	}
	graphql.SendErrors(x.w, code, graph.Cost{}, errs)
}

// callback returns the name of the function that a script calls with the answer. JSONP belongs to
// version 0.2, and ignores the origins that may read answers.
func (x *exchange) callback() (name string, ok bool) {
	name = x.values.Get(callbackKey)
	return name, !x.draft && x.Open && x.r.Method != http.MethodPost && callbackName.MatchString(name)
}

// json answers with a value.
func (x *exchange) json(value any) error {
	if name, ok := x.callback(); ok {
		x.script(name, value)
		return nil
	}
	body, err := encode(value)
	if err != nil {
		return err
	}
	x.write(http.StatusOK, "application/json", body)
	return nil
}

// script answers with a script that passes a value to a function. The comment at its start keeps
// the answer from being read as anything else than a script.
func (x *exchange) script(name string, value any) {
	body, err := json.Marshal(value) // escapes <, >, & and the ends of lines of JavaScript
	if err != nil {
		body = []byte("{}")
	}
	x.write(http.StatusOK, "application/javascript", slices.Concat([]byte("/**/"+name+"("), body, []byte(");\n")))
}

func (x *exchange) write(code int, mediaType string, body []byte) {
	x.w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	x.w.WriteHeader(code)
	_, _ = x.w.Write(body) // the caller may have left
}

// encode returns a value as JSON.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return b.Bytes(), err
}

// site returns the address of the service, without a slash at its end.
func (x *exchange) site() string {
	if site := negotiate.Site(x.r, x.Site); site != "" {
		return site
	}
	return format.Base("")
}
