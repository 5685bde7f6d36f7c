// Package client asks a running service, for the terminal.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// Bounds on what a service may answer.
const (
	// answerTime is longer than a service with the default limits needs for a file.
	answerTime = 10 * time.Minute
	// maxAnswer is the largest answer in JSON, and of an error, in bytes.
	maxAnswer = 256 << 20
)

// Client asks a service. It is safe for concurrent use.
type Client struct {
	site *url.URL
	key  string
}

// New returns a client of the service at an address, which sends a key unless that is empty. It
// rejects what is no address.
func New(address, key string) (*Client, error) {
	site, err := url.Parse(address)
	if err != nil || site.Host == "" || site.Scheme != "http" && site.Scheme != "https" {
		return nil, fmt.Errorf("%q is no address of a service: write it as http://127.0.0.1:8080", address)
	}
	site.RawQuery, site.Fragment = "", ""
	return &Client{site, key}, nil
}

// Close returns nil: a client holds nothing open.
func (*Client) Close() error { return nil }

// send sends a request to a path of the service, and returns its answer if that has a body that
// the caller wants: a file, or an answer in JSON. The caller closes the body.
func (c *Client) send(ctx context.Context, method, path string, query url.Values, accept string, body []byte) (*http.Response, error) {
	at := c.site.JoinPath(path)
	at.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, method, at.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", accept)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		request.Header.Set("Authorization", "Bearer "+c.key)
	}
	answer, err := (&http.Client{Timeout: answerTime}).Do(request)
	if err != nil {
		return nil, fmt.Errorf("no service answers at %s: %w", c.site, errors.Unwrap(err))
	}
	return answer, nil
}

// ask sends a GraphQL request, and returns the body of an answer in a media type.
func (c *Client) ask(ctx context.Context, request graph.Request, accept string) (*http.Response, error) {
	body, err := json.Marshal(struct {
		Query         string          `json:"query"`
		OperationName string          `json:"operationName,omitempty"`
		Variables     json.RawMessage `json:"variables,omitempty"`
	}{request.Query, request.OperationName, request.Variables})
	if err != nil {
		return nil, fmt.Errorf("encode a request: %w", err)
	}
	return c.send(ctx, http.MethodPost, "graphql", nil, accept, body)
}

// JSON returns the answer to a request as /graphql sends it, and its errors.
func (c *Client) JSON(ctx context.Context, request graph.Request) (answer []byte, errs gqlerror.List, err error) {
	got, err := c.ask(ctx, request, "application/json")
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = got.Body.Close() }() // it was only read
	answer, err = io.ReadAll(io.LimitReader(got.Body, maxAnswer))
	if err != nil {
		return nil, nil, err
	}
	var parts struct{ Errors gqlerror.List }
	if err := json.Unmarshal(answer, &parts); err != nil {
		return nil, nil, fmt.Errorf("%s answers %s, but not as a GraphQL service does; check the address", c.site, got.Status)
	}
	return bytes.TrimSpace(answer), parts.Errors, nil
}

// Query runs a request and decodes its data into a value. Errors of the answer are a gqlerror.List.
func (c *Client) Query(ctx context.Context, text string, variables map[string]any, into any) error {
	request, err := graph.NewRequest(text, variables)
	if err != nil {
		return err
	}
	answer, errs, err := c.JSON(ctx, request)
	switch {
	case err != nil:
		return err
	case len(errs) > 0:
		return errs
	}
	var parts struct{ Data json.RawMessage }
	if err := json.Unmarshal(answer, &parts); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(parts.Data))
	d.UseNumber()
	return d.Decode(into)
}

// Table writes the only list of an answer in a format.
func (c *Client) Table(ctx context.Context, w io.Writer, request graph.Request, f *format.Format) error {
	got, err := c.ask(ctx, request, f.MediaType)
	if err != nil {
		return err
	}
	defer func() { _ = got.Body.Close() }() // it was only read
	return c.save(got, w)
}

// File writes the answer to a question in the format with an extension.
func (c *Client) File(ctx context.Context, w io.Writer, q *questions.Question, values url.Values, _ map[string]any, extension, language string) error {
	got, err := c.send(ctx, http.MethodGet, q.Path()+"."+extension, withLanguage(values, language), "*/*", nil)
	if err != nil {
		return err
	}
	defer func() { _ = got.Body.Close() }() // it was only read
	return c.save(got, w)
}

// save copies an answer to a writer. An answer that is an error becomes one.
func (c *Client) save(got *http.Response, w io.Writer) error {
	if got.StatusCode == http.StatusOK {
		_, err := io.Copy(w, got.Body)
		return err
	}
	text, err := io.ReadAll(io.LimitReader(got.Body, maxAnswer))
	if err != nil {
		return err
	}
	var parts struct{ Errors gqlerror.List }
	if json.Unmarshal(text, &parts) != nil || len(parts.Errors) == 0 {
		return fmt.Errorf("%s answers %s; check the address", c.site, got.Status)
	}
	return parts.Errors
}

// Coverage returns the sentence about the participants on record, from the header of the answer as
// a table; it is "" where the answer is about no initiative.
func (c *Client) Coverage(ctx context.Context, q *questions.Question, values url.Values, _ map[string]any, language string) (string, error) {
	got, err := c.send(ctx, http.MethodHead, q.Path()+".csv", withLanguage(values, language), "*/*", nil)
	if err != nil {
		return "", err
	}
	known := wording.Coverage{Measure: "participants", Comparator: "EQ", Stated: new(int)}
	if _, err := fmt.Sscanf(got.Header.Get("X-Coverage"), "%d of %d", &known.Recorded, known.Stated); err != nil {
		return "", got.Body.Close() // the answer is about no initiative
	}
	return known.In(language) + ".", got.Body.Close()
}

// withLanguage returns the parameters of a question with the language of its words.
func withLanguage(values url.Values, language string) url.Values {
	with := url.Values{questions.LanguageKey: {language}}
	for name, list := range values {
		with[name] = list
	}
	return with
}
