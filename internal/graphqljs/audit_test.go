package graphqljs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http/httptest"
	"os/exec"
	"testing"

	"whojoins/internal/testenv"
)

// audits is the number of audits in the version of graphql-http that package.json pins.
const audits = 61

// TestAuditsOfGraphQLOverHTTP expects the service to pass every audit of the GraphQL over HTTP
// specification, including those for what a server should or may do.
func TestAuditsOfGraphQLOverHTTP(t *testing.T) {
	node := testenv.Node(t, ".")
	handler, _ := service(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	command := exec.CommandContext(t.Context(), node, "audit.js", server.URL+"/graphql")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("node audit.js: %v\n%s", err, &stderr)
	}
	passed := 0
	for lines := json.NewDecoder(bytes.NewReader(output)); ; {
		var audit struct {
			ID, Name string
			Reason   *string
		}
		if err := lines.Decode(&audit); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("node audit.js: %v", err)
		}
		if audit.Reason != nil {
			t.Errorf("%s, %s: %s", audit.ID, audit.Name, *audit.Reason)
			continue
		}
		passed++
	}
	if passed != audits {
		t.Errorf("%d audits passed, want %d", passed, audits)
	}
}
