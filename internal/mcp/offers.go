package mcp

import (
	"context"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"whojoins/graph"
	"whojoins/internal/questions"
)

// addPrompts offers the questions of the library to the people who use an agent, which then asks them.
func (s *service) addPrompts(server *sdk.Server) {
	for _, q := range s.library.All {
		p := &sdk.Prompt{Name: q.Name, Title: q.Title.EN, Description: q.Description.EN}
		for _, each := range q.Parameters {
			p.Arguments = append(p.Arguments, &sdk.PromptArgument{Name: each.Name, Description: each.Description.EN, Required: each.Required})
		}
		server.AddPrompt(p, func(_ context.Context, r *sdk.GetPromptRequest) (*sdk.GetPromptResult, error) {
			return &sdk.GetPromptResult{Description: q.Title.EN, Messages: []*sdk.PromptMessage{
				{Role: "user", Content: &sdk.TextContent{Text: promptOf(q, r.Params.Arguments)}},
			}}, nil
		})
	}
}

// promptOf returns the text that makes an agent ask a question.
func promptOf(q *questions.Question, values map[string]string) string {
	var b strings.Builder
	b.WriteString(q.Title.EN + "\nCall the tool ask with the question " + q.Name)
	joint := " and "
	for _, p := range q.Parameters {
		if v := values[p.Name]; v != "" {
			b.WriteString(joint + p.Name + ": " + shortened(v, mostLetters))
			joint = ", "
		}
	}
	b.WriteString(". Cite the sources by their addresses.")
	return b.String()
}

// schemaURI names the whole schema as a resource.
const schemaURI = "whojoins://schema.graphql"

// addSchema offers the whole schema to programs that want it; it is far too long for an answer.
func addSchema(server *sdk.Server) {
	server.AddResource(&sdk.Resource{
		URI: schemaURI, Name: "schema.graphql", Title: "GraphQL schema", MIMEType: "text/plain", Size: int64(len(graph.SDL())),
		Description: "The whole schema of the tool graphql. The tool schema has it in parts.",
	}, func(context.Context, *sdk.ReadResourceRequest) (*sdk.ReadResourceResult, error) {
		return &sdk.ReadResourceResult{Contents: []*sdk.ResourceContents{{URI: schemaURI, MIMEType: "text/plain", Text: graph.SDL()}}}, nil
	})
}
