//go:build outside

// Package deploy checks the files with which operators run the service.
package deploy

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/testenv"
)

// output runs a program, and returns what it prints.
func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", filepath.Base(program), args, err, out)
	}
	return string(out)
}

// TestOutsideContainers checks the container file with hadolint, and the compose file and the
// forms of issues with their JSON Schemas.
func TestOutsideContainers(t *testing.T) {
	python := testenv.Python(t, "deploy", "requirements.txt")
	output(t, filepath.Join(filepath.Dir(python), "hadolint"), "Containerfile")
	for _, row := range []struct{ schema, file string }{
		{"vendor.compose-spec", "compose.yaml"},
		{"vendor.github-issue-forms", "../.github/ISSUE_TEMPLATE/fact.yml"},
		{"vendor.github-issue-forms", "../.github/ISSUE_TEMPLATE/fault.yml"},
	} {
		output(t, python, "-m", "check_jsonschema", "--builtin-schema", row.schema, row.file)
	}
}

// TestOutsideHelm lints the chart, and renders it with the defaults and with every value set.
func TestOutsideHelm(t *testing.T) {
	output(t, "make", "-C", "..", "helm")
	programs, err := filepath.Glob("../bin/helm-*")
	if err != nil || len(programs) == 0 {
		t.Fatalf("no helm in bin: %v", err)
	}
	helm := programs[len(programs)-1]
	full := []string{"--set", "store=neo4j://db:7687,databaseSecret=db,keysSecret=keys,site=https://whojoins.example,ingress.host=whojoins.example,ingress.className=nginx,ingress.tlsSecret=tls,args={--proxies,10.0.0.0/8}"}
	for _, values := range [][]string{nil, full} {
		output(t, helm, append([]string{"lint", "--strict", "helm/whojoins"}, values...)...)
		rendered := output(t, helm, append([]string{"template", "one", "helm/whojoins"}, values...)...)
		kinds := kindsOf(t, rendered)
		want := "Service Deployment"
		if values != nil {
			want += " Ingress"
		}
		if kinds != want {
			t.Errorf("the chart renders %q, want %q", kinds, want)
		}
		for _, part := range []string{"runAsNonRoot: true", "readOnlyRootFilesystem: true", "path: /readyz"} {
			if !strings.Contains(rendered, part) {
				t.Errorf("the chart renders no %q", part)
			}
		}
	}
}

// kindsOf returns the kinds of the objects in a stream of YAML.
func kindsOf(t *testing.T, text string) string {
	t.Helper()
	var kinds []string
	for decoder := yaml.NewDecoder(bytes.NewBufferString(text)); ; {
		var object struct{ Kind string }
		if err := decoder.Decode(&object); err != nil {
			break
		}
		kinds = append(kinds, object.Kind)
	}
	return strings.Join(kinds, " ")
}
