// Package fetch sends HTTP requests and reads whole answers.
package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
)

// Get returns the body of the response to GET.
func Get(ctx context.Context, url string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return do(r)
}

// Post sends JSON and returns the body of the response.
func Post(ctx context.Context, url string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	return do(r)
}

// do returns the body of a response, or an error unless its status is 200.
func do(r *http.Request) ([]byte, error) {
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // it was read to its end
	data, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s: %.300q", r.URL, response.Status, data)
	}
	return data, nil
}
