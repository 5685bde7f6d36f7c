package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// countdown is a context that ends after it has been looked at a number of times.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

// Commands stop at a signal, whenever it comes, and leave nothing behind. Each must look at its
// context often enough.
func TestCommandsStop(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args string
		// looks is the number of times that the command must at least look at its context.
		looks int64
	}{
		{"check ../../seed", 200},
		{"export --format neo4j-admin " + dir + "/out", 2000},
		{"pack --out " + dir + "/out", 50},
		{"forget nobody --dir ../../seed", 200},
	} {
		for looks := int64(0); ; looks = looks*6 + 1 {
			ctx := &countdown{Context: t.Context()}
			ctx.left.Store(looks)
			var out, errs strings.Builder
			status := run(ctx, program(t), strings.Fields(c.args), &out, &errs)
			if !strings.Contains(errs.String(), "stopped by a signal") {
				if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
					t.Fatal(err)
				}
				if looks < c.looks {
					t.Errorf("%s ended after %d looks at its context, want %d: status %d\n%s", c.args, looks, c.looks, status, errs.String())
				}
				break
			}
			if status != 1 {
				t.Errorf("%s, stopped: status %d, want 1", c.args, status)
			}
			if left := listing(t, dir); len(left) > 1 {
				t.Fatalf("%s, stopped after %d looks, left %q", c.args, looks, left)
			}
		}
	}
}
