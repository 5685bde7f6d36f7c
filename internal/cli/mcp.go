package cli

import (
	"context"
	"errors"
	"io"
	"log/slog"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"whojoins/graph"
	"whojoins/internal/http"
	"whojoins/internal/mcp"
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

type mcpCommand struct {
	Data  string `help:"Dataset to answer from instead of the built-in one: a folder, a workspace, or a packed file." type:"path" placeholder:"DIR"`
	Store string `help:"Store to answer from, as for serve." default:"memory" env:"STORE"`
	Site  string `help:"Public address of a service with the same dataset, for the permanent addresses in answers." env:"SITE" placeholder:"URL"`
}

// Run speaks the Model Context Protocol on standard input and output until the input ends.
func (c *mcpCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	limits, log := plan.DefaultLimits(), slog.New(slog.NewTextHandler(t.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	st, err := openStore(ctx, Config{Store: c.Store, Data: c.Data, Server: http.Config{Model: m, Limits: limits, Logger: log}})
	if err != nil {
		return err
	}
	engine := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: t.program.Version, Logger: log})
	server, err := mcp.New(mcp.Config{Model: m, Queries: engine, Engine: engine, Site: c.Site, Version: t.program.Version})
	if err != nil {
		return errors.Join(err, st.Close())
	}
	err = server.Run(ctx, &sdk.IOTransport{Reader: io.NopCloser(t.stdin), Writer: writeCloser{t.stdout}})
	if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		err = nil // the client has left
	}
	return errors.Join(err, st.Close())
}

// writeCloser is a writer that the protocol must not close.
type writeCloser struct{ io.Writer }

// Close does nothing.
func (writeCloser) Close() error { return nil }
