package neo4j

import (
	"context"
	"errors"
	"fmt"

	"whojoins/internal/store/neo4j/layout"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// accessMode is the database's code for a write in a transaction that only reads.
const accessMode = "Neo.ClientError.Statement.AccessMode"

// ErrCredentials says that the database does not know the user or the password.
var ErrCredentials = errors.New("the database refuses the user or the password; name them in NEO4J_USERNAME and NEO4J_PASSWORD")

// ErrWritable says that the database would let a question write.
var ErrWritable = errors.New("the database takes a write in a transaction that was opened for reading; serve from one that refuses it")

// Check asks the database whether it can be served from: that it answers, that it
// refuses a write to a reader, and which constraints and indexes it lacks, by name.
// ErrCredentials and ErrWritable will not pass by themselves; another error may.
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

// checkReadOnly tries to write as a reader, in a transaction that is never committed.
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
