package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"time"
)

// Bounds on requests.
const (
	answerTime = 2 * time.Minute
	maxAnswer  = 64 << 20
	mostTries  = 5
	longest    = 5 * time.Minute
)

// sortField is the date by which other clients of the index sort, and the only one that all its records
// are known to have.
const sortField = "es_SortDate"

// projectsKey names the index of projects of all programmes.
const projectsKey = "SEDIA_NONH2020_PROD"

// ask asks the service for a page. It tries again where the service is overloaded or not reached, and
// waits as long as it says, or twice as long each time.
func (s *saver) ask(ctx context.Context, p period, whole bool, page int) ([]byte, error) {
	pause := s.Pause
	for try := 1; ; try++ {
		if err := wait(ctx, time.Until(s.asked.Add(pause))); err != nil {
			return nil, err
		}
		text, after, err := s.send(ctx, p, whole, page)
		s.asked = time.Now()
		if err == nil || after < 0 || ctx.Err() != nil || try == mostTries {
			return text, err
		}
		pause = min(max(2*pause, after), longest)
	}
}

// wait waits, or returns the error of ctx if that ends before.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// send sends one request. After is the time after which it may be sent again, or negative if another
// request would fail too.
func (s *saver) send(ctx context.Context, p period, whole bool, page int) (text []byte, after time.Duration, err error) {
	body, kind, err := s.form(p, whole)
	if err != nil {
		return nil, -1, err
	}
	query := url.Values{"apiKey": {projectsKey}, "text": {"***"}, "pageSize": {strconv.Itoa(perPage)}, "pageNumber": {strconv.Itoa(page)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Address+"?"+query.Encode(), bytes.NewReader(body))
	if err != nil {
		return nil, -1, err
	}
	request.Header.Set("Content-Type", kind)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "whojoins")
	got, err := (&http.Client{Timeout: answerTime}).Do(request)
	if err != nil {
		return nil, 0, fmt.Errorf("the search service is not reached: %w; run the command again later, it continues where it ended", err)
	}
	defer func() { _ = got.Body.Close() }() // it was only read
	if got.StatusCode != http.StatusOK {
		seconds, _ := strconv.Atoi(got.Header.Get("Retry-After"))
		after := time.Duration(seconds) * time.Second
		if got.StatusCode != http.StatusTooManyRequests && got.StatusCode < http.StatusInternalServerError {
			after = -1
		}
		start, _ := io.ReadAll(io.LimitReader(got.Body, 200)) // for the message only
		return nil, after, fmt.Errorf("the search service answers %s to page %d: %q; pages saved so far stay, and the command continues after them", got.Status, page, start)
	}
	text, err = io.ReadAll(io.LimitReader(got.Body, maxAnswer))
	return text, 0, err
}

// form returns the parts of a request, and their media type.
func (s *saver) form(p period, whole bool) (body []byte, kind string, err error) {
	type object = map[string]any
	must := []object{
		{"terms": object{"programId": []string{s.Programme}}},
		{"terms": object{"status": []string{"Ongoing", "Ended"}}},
	}
	if !whole {
		must = append(must, object{"range": object{sortField: object{"gte": instant(p.from), "lt": instant(p.to)}}})
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, part := range []struct {
		name  string
		value any
	}{
		{"query", object{"bool": object{"must": must}}},
		{"languages", []string{"en"}}, // otherwise each record comes once for each translation
		{"sort", object{"field": sortField, "order": "ASC"}},
	} {
		text, err := json.Marshal(part.value)
		if err != nil {
			return nil, "", err
		}
		header := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + part.name + `"`}, "Content-Type": {"application/json"}}
		out, err := form.CreatePart(header)
		if err == nil {
			_, err = out.Write(text)
		}
		if err != nil {
			return nil, "", err
		}
	}
	err = form.Close()
	return b.Bytes(), form.FormDataContentType(), err
}
