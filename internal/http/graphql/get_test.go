package graphql_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// get sends a GET; more are pairs of header names and values.
func (s *service) get(query string, more ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/graphql?"+query, nil)
	for i := 0; i < len(more); i += 2 {
		r.Header.Add(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestGet(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	for _, c := range []struct{ query, want, reason string }{
		{"query=" + url.QueryEscape("{ __typename }"), `{"data":{"__typename":"Query"},"extensions":{"cost":…}}`, ""},
		{"query=" + url.QueryEscape("query A { a: __typename } query B { b: __typename }") + "&operationName=B", `{"data":{"b":"Query"},"extensions":{"cost":…}}`, "one of several operations"},
		{"query=" + url.QueryEscape("query($s: Boolean!) { meta @skip(if: $s) { name } __typename }") + "&variables=" + url.QueryEscape(` {"s": true} `), `{"data":{"__typename":"Query"},"extensions":{"cost":…}}`, "variables are JSON"},
		{"query={__typename}&variables=&operationName=&extensions=", `{"data":{"__typename":"Query"},"extensions":{"cost":…}}`, "empty is absent"},
		{"query={__typename}&variables=null&extensions={}&unknown=1", `{"data":{"__typename":"Query"},"extensions":{"cost":…}}`, "null is absent, and unknown parameters are ignored"},
	} {
		for range 2 {
			if w := s.get(c.query); w.Code != http.StatusOK || withoutCost(w.Body.String()) != c.want {
				t.Errorf("%s: %d %s, want %s: %s", c.query, w.Code, w.Body, c.want, c.reason)
			}
		}
	}
}

// TestNamesOfParametersAreExact checks that the names of parameters are case-sensitive.
func TestNamesOfParametersAreExact(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	if w, text := s.post(`{"QUERY":"{ __typename }"}`); w.Code != http.StatusBadRequest {
		t.Errorf(`"QUERY": %d %s, want 400`, w.Code, text)
	}
}

// TestHowAnswersAreStored checks the headers for caches, and that an answer that the caller
// already has is not sent again.
func TestHowAnswersAreStored(t *testing.T) {
	const question = "query={entity(id:%22x%22){id}}"
	f := &storetest.Fake{}
	s := serve(t, f)
	first := s.get(question)
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "public, no-cache" || first.Header().Get("Vary") != "Accept, Accept-Encoding, Origin" {
		t.Fatalf("a GET is answered with %v", first.Header())
	}
	for _, c := range []struct {
		status int
		header []string
		reason string
	}{
		{304, []string{"If-None-Match", tag}, "the caller has it"},
		{304, []string{"If-None-Match", "W/" + tag}, "weak tags match"},
		{304, []string{"If-None-Match", `"x", ` + tag}, "one of several"},
		{304, []string{"If-None-Match", `"x"`, "If-None-Match", tag}, "one of several lines"},
		{304, []string{"If-None-Match", "*"}, "any matches"},
		{200, []string{"If-None-Match", `"x"`}, "the caller has another one"},
		{200, []string{"If-None-Match", tag, "Accept", "application/graphql-response+json"}, "the caller has it in another media type"},
		{304, []string{"If-None-Match", tag[:len(tag)-1] + `-gzip"`, "Accept-Encoding", "gzip"}, "the caller has it compressed"},
		{200, []string{"If-None-Match", tag[:len(tag)-1] + `-gzip"`}, "the caller has it compressed, and accepts no compression"},
		{200, []string{"If-None-Match", tag[:len(tag)-1] + `-gzip"`, "Accept-Encoding", "gzip;q=0, *"}, "gzip is excluded"},
	} {
		w := s.get(question, c.header...)
		if w.Code != c.status || (w.Code == http.StatusNotModified) != (w.Body.Len() == 0) {
			t.Errorf("%q: %d %s, want %d: %s", c.header, w.Code, w.Body, c.status, c.reason)
		}
		if w.Code == http.StatusNotModified && (w.Header().Get("ETag") == "" || w.Header().Get("Vary") == "") {
			t.Errorf("%q: 304 with %v, want what the answer would have", c.header, w.Header())
		}
	}
	if other := s.get("query={entity(id:%22y%22){id}}").Header().Get("ETag"); other == tag {
		t.Error("two requests have one tag")
	}
	if views, closed := f.Views.Load(), f.Closed.Load(); views != closed {
		t.Errorf("%d views and %d closed", views, closed)
	}
	if w, _ := s.post(`{"query":"{ __typename }"}`); w.Header().Get("ETag") != "" {
		t.Error("a POST has a tag")
	}
	if w := s.get("query={institutes(first:-1){totalCount}}", "If-None-Match", "*"); w.Code != http.StatusOK || w.Header().Get("ETag") != "" {
		t.Errorf("an answer with errors: %d, ETag %q", w.Code, w.Header().Get("ETag"))
	}
}

// TestAnswersWithErrorsAreNotStored checks that no cache keeps an answer with errors, whether
// or not they are known before the store runs, and whether or not the answer also has data.
func TestAnswersWithErrorsAreNotStored(t *testing.T) {
	const request = "query={a:entity(id:%22x%22){id}b:entity(id:%22y%22){id}}"
	runs := 0
	for reason, s := range map[string]*service{
		"the store fails": serve(t, &storetest.Fake{OnRun: func(context.Context) error { return plan.Errorf(plan.TooLarge, "", "too much") }}),
		"the store fails once": serve(t, &storetest.Fake{OnRun: func(context.Context) error {
			runs++
			return map[int]error{1: plan.Errorf(plan.TooLarge, "", "too much")}[runs]
		}}),
		"the store is not available": serve(t, &storetest.Fake{Unavailable: plan.Errorf(plan.Unavailable, "", "loading")}),
	} {
		for _, accept := range []string{"application/json", "application/graphql-response+json"} {
			runs = 0
			w := s.get(request, "Accept", accept)
			if !strings.Contains(w.Body.String(), `"errors":[`) {
				t.Fatalf("%s: %s has no errors", reason, w.Body)
			}
			if got := w.Header(); got.Get("ETag") != "" || got.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: ETag %q, Cache-Control %q, want none and no-store", reason, got.Get("ETag"), got.Get("Cache-Control"))
			}
		}
	}
}

// TestChangedDataHasAnotherTag checks that the tag changes with the version of the dataset.
func TestChangedDataHasAnotherTag(t *testing.T) {
	f := &storetest.Fake{}
	s := serve(t, f)
	before := s.get("query={__typename}").Header().Get("ETag")
	f.SetVersion("synthetic-2")
	if after := s.get("query={__typename}").Header().Get("ETag"); after == before {
		t.Errorf("the tag is %s before and after the data changed", after)
	}
}

// TestCitedSiteIsInTheTag checks that answers which cite the address of the service have a
// different tag for each address.
func TestCitedSiteIsInTheTag(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	tags := map[string]string{}
	for _, host := range []string{"one.example", "two.example"} {
		r := httptest.NewRequest(http.MethodGet, "http://"+host+"/graphql?query={meta{citation}}", nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), "http://"+host) {
			t.Errorf("%s: the citation is %s", host, w.Body)
		}
		tags[w.Header().Get("ETag")] = host
	}
	if len(tags) != 2 {
		t.Errorf("the tags are %v, want two", tags)
	}
}

// TestRequestIDs checks which ids are accepted from a caller, and that the answer and the log
// have the id.
func TestRequestIDs(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	for _, c := range []struct {
		sent     string
		accepted bool
	}{
		{"", false}, {"abc-123_4.5", true}, {"a b", false}, {"a\nb", false}, {"é", false},
		{"0123456789012345678901234567890123456789012345678901234567890123", true},
		{"01234567890123456789012345678901234567890123456789012345678901234", false},
	} {
		s.log.Reset()
		got := s.get("query={__typename}", "X-Request-Id", c.sent).Header().Get("X-Request-Id")
		if got == "" || (got == c.sent) != c.accepted {
			t.Errorf("X-Request-Id %q is answered %q; want it accepted: %v", c.sent, got, c.accepted)
		}
		if log := s.log.String(); !strings.Contains(log, `"id":"`+got+`"`) {
			t.Errorf("the log has no %s: %s", got, log)
		}
	}
}

// TestByteOrderMarks checks that a byte order mark before JSON changes nothing.
func TestByteOrderMarks(t *testing.T) {
	const mark = "\uFEFF"
	s := serve(t, &storetest.Fake{})
	const body = `{"query":"query($i: ID!) { entity(id: $i) { id } }","variables":{"i":"x"}}`
	_, want := s.post(body)
	if _, got := s.post(mark + body); got != want || strings.Contains(got, "errors") {
		t.Errorf("a body: %s, want %s", got, want)
	}
	if _, text := s.post(mark + mark + body); !strings.Contains(text, "BAD_USER_INPUT") {
		t.Errorf("a body with two marks: %s", text)
	}
	query := "/graphql?query=" + url.QueryEscape("query($i: ID!) { entity(id: $i) { id } }") + "&variables=" + url.QueryEscape(mark+`{"i":"x"}`)
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, query, nil)); w.Body.String() != want {
		t.Errorf("variables: %s, want %s", w.Body, want)
	}
}
