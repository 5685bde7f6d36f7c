package http

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A request by GET whose body never arrives is answered at once, and its connection is closed, on
// every address and whatever the form of the body.
func TestBodiesOfGetAreNotRead(t *testing.T) {
	server := start(t)
	host := strings.TrimPrefix(server.URL(), "http://")
	for _, body := range []string{"Content-Length: 10\r\n\r\n", "Content-Length: 10\r\n\r\n12345", "Transfer-Encoding: chunked\r\n\r\n", "Content-Length: 300000\r\n\r\n", "Content-Length: 10\r\nExpect: 100-continue\r\n\r\n"} {
		for _, address := range []string{"GET /export/institutes.csv", "HEAD /export/institutes.csv", "GET /graphql?query={meta{name}}", "GET /id/sciensano", "GET /questions", "GET /livez", "OPTIONS /graphql", "PUT /export/institutes.csv"} {
			c, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			// The service waits readTime for a body that it wants.
			if err := c.SetDeadline(time.Now().Add(readTime / 2)); err != nil {
				t.Fatal(err)
			}
			method, _, _ := strings.Cut(address, " ")
			if _, err := fmt.Fprintf(c, "%s HTTP/1.1\r\nHost: x\r\n%s", address, body); err != nil {
				t.Fatal(err)
			}
			reader := bufio.NewReader(c)
			response, err := http.ReadResponse(reader, &http.Request{Method: method})
			if err != nil {
				t.Fatalf("%s with %q: %v", address, body, err)
			}
			_, reading := io.Copy(io.Discard, response.Body)
			_, err = reader.ReadByte()
			if wrong := response.StatusCode >= 400 && method != http.MethodPut; wrong || reading != nil || err == nil || !response.Close {
				t.Errorf("%s with %q: %s, %v; then %v; want an answer and the end", address, body, response.Status, reading, err)
			}
			c.Close()
		}
	}
}
