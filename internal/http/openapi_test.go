package http

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/questions"
)

// description is what the tests read of an OpenAPI document.
type description struct {
	OpenAPI string
	Servers []struct{ URL string }
	Info    struct {
		Version string
		License struct{ Name, URL string }
	}
	Paths      map[string]struct{ Get operation }
	Components struct{ Responses map[string]response }
}

type operation struct {
	OperationID string
	Parameters  []struct {
		Name, In string
		Required bool
		Example  any
		Schema   struct{ Enum []string }
	}
	Responses map[string]response
}

type response struct {
	Ref     string `json:"$ref"`
	Content map[string]any
}

// describe requests the document of a service.
func describe(t *testing.T, site string) (d description) {
	t.Helper()
	r, text := get(t, site+"/openapi.json")
	if err := json.Unmarshal([]byte(text), &d); err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v", r.Status, err)
	}
	return d
}

// example returns the address of an operation's example; id is that of an entity for addresses that
// need any.
func (o operation) example(path, id string) string {
	values := url.Values{}
	for _, p := range o.Parameters {
		if text, ok := p.Example.(string); ok && p.In == "path" {
			path = strings.Replace(path, "{"+p.Name+"}", text, 1)
		}
		if p.In != "query" || !p.Required && p.Name != questions.RowsParameter {
			continue
		}
		switch v := p.Example.(type) {
		case []any:
			for _, item := range v {
				values.Add(p.Name, item.(string))
			}
		case string:
			values.Set(p.Name, v)
		case nil:
			values.Set(p.Name, id)
		default:
			text, _ := json.Marshal(v)
			values.Set(p.Name, string(text))
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// TestOpenAPIHasEveryAddress requires every question, every root field that can be a file and the
// permanent addresses to be described, and every example to be answered as described.
func TestOpenAPIHasEveryAddress(t *testing.T) {
	s := start(t)
	d := describe(t, s.URL())
	if d.OpenAPI != "3.1.0" || d.Info.License.URL != "https://creativecommons.org/licenses/by/4.0/" || d.Info.Version == "" || len(d.Servers) != 1 || d.Servers[0].URL != "/" {
		t.Errorf("%+v, %+v, %+v", d.OpenAPI, d.Info, d.Servers)
	}
	for _, field := range graph.Schema().Query.Fields {
		if strings.HasSuffix(field.Type.Name(), "Connection") && d.Paths["/export/"+field.Name+".{extension}"].Get.OperationID == "" {
			t.Errorf("the list %s is not described", field.Name)
		}
	}
	var library struct{ Questions []struct{ Name string } }
	_, text := get(t, s.URL()+"/questions")
	if err := json.Unmarshal([]byte(text), &library); err != nil || len(library.Questions) == 0 {
		t.Fatalf("%.200s: %v", text, err)
	}
	for _, q := range library.Questions {
		if o := d.Paths["/questions/"+q.Name].Get; o.OperationID != q.Name {
			t.Errorf("the question %q is not described: %+v", q.Name, o)
		}
	}
	ids := map[string]bool{}
	for path, item := range d.Paths {
		if ids[item.Get.OperationID] {
			t.Errorf("%s: a second operation is called %s", path, item.Get.OperationID)
		}
		ids[item.Get.OperationID] = true
		address := item.Get.example(path, "nobody")
		r, text := get(t, s.URL()+address)
		ok := item.Get.Responses["200"]
		if name, referred := strings.CutPrefix(ok.Ref, "#/components/responses/"); referred {
			ok = d.Components.Responses[name]
		}
		mediaType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
		if r.StatusCode != http.StatusOK || ok.Content[mediaType] == nil {
			t.Errorf("%s: %s, %s, %.200s", address, r.Status, mediaType, text)
		}
	}
	formats := d.Paths["/export/graph.{extension}"].Get.Parameters[0].Schema.Enum
	for _, f := range format.Formats() {
		if slices.Contains(formats, f.Extension) != (f.Network != nil) {
			t.Errorf("the whole graph is offered as %q", formats)
		}
	}
}

// TestOpenAPIIsCached requires the document to have the address of the service, a tag, and the rules of
// other addresses for parameters and for pages of other origins.
func TestOpenAPIIsCached(t *testing.T) {
	s := startAt(t, "https://graph.example/whojoins/")
	if d := describe(t, s.URL()); len(d.Servers) != 1 || d.Servers[0].URL != "https://graph.example/whojoins" {
		t.Errorf("the servers are %+v", d.Servers)
	}
	address := s.URL() + "/openapi.json"
	first := do(t, http.MethodGet, address, "Origin", "https://example.org")
	again := do(t, http.MethodGet, address, "If-None-Match", first.Header.Get("ETag"))
	if first.Header.Get("Cache-Control") != briefly || first.Header.Get("Access-Control-Allow-Origin") != "*" || again.StatusCode != http.StatusNotModified {
		t.Errorf("%v, then %s", first.Header, again.Status)
	}
	if wrong := do(t, http.MethodGet, address+"?x=1"); wrong.StatusCode != http.StatusBadRequest {
		t.Errorf("an unknown parameter: %s", wrong.Status)
	}
}
