package neo4j

import (
	"context"
	"errors"
	"fmt"

	"whojoins/internal/store/neo4j/layout"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// accessMode is the error code of the database for a write in a read transaction.
const accessMode = "Neo.ClientError.Statement.AccessMode"

// ErrCredentials is returned if the database rejects the user or the password.
var ErrCredentials = errors.New("the database rejects the user or the password; set NEO4J_USERNAME and NEO4J_PASSWORD")

// ErrWritable is returned if the database accepts a write in a read transaction.
var ErrWritable = errors.New("the database accepts writes in read transactions; use one that rejects them")

// Check checks that the database can be served from: that it answers, that it rejects writes in
// read transactions, and which constraints and indexes are missing, by name. ErrCredentials and
// ErrWritable are permanent; other errors may be temporary.
func (s *Store) Check(ctx context.Context) (missing []string, err error) {
	if err := s.driver.VerifyConnectivity(ctx); err != nil {
		var refused *driver.Neo4jError
		if errors.As(err, &refused) && refused.IsAuthenticationFailed() {
			return nil, ErrCredentials
		}
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	if err := s.checkReadOnly(ctx); err != nil {
		return nil, err
	}
	return MissingIndexes(ctx, s.driver, s.config.Database, s.model)
}

// checkReadOnly tries to write in a read transaction, which it never commits.
func (s *Store) checkReadOnly(ctx context.Context) error {
	session := s.driver.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead, DatabaseName: s.config.Database})
	defer func() { _ = session.Close(ctx) }()
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Close(ctx) }()
	result, err := tx.Run(ctx, "CREATE (n:"+layout.DatasetLabel+" {name: 'a write by a reader'})", nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	var refused *driver.Neo4jError
	switch {
	case err == nil:
		return ErrWritable
	case errors.As(err, &refused) && refused.Code == accessMode:
		return nil
	}
	return err
}
