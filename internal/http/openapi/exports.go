package openapi

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/pages"
	"whojoins/internal/questions"
)

// fewRows is the number of rows in examples.
const fewRows = 10

// exports adds the files below /export.
func (b *builder) exports() {
	texts := func(field string) url.Values {
		values := url.Values{}
		for name, value := range b.examples(field) {
			values[name] = files.ArgumentText(value)
		}
		return values
	}
	for _, x := range b.Files.Exports(texts) {
		names, types := []string{}, []string{}
		for _, f := range x.Formats {
			names, types = append(names, f.Extension), append(types, f.MediaType)
		}
		if b.Pictures.Draws(x.Name) {
			names, types = append(names, pages.PictureExtension), append(types, pages.PictureType)
		}
		parameters := []object{extension(names)}
		field := strings.TrimSuffix(x.Name, files.NodesSuffix)
		examples := b.examplesOf(field)
		for _, a := range x.Arguments {
			parameters = append(parameters, b.argument(a, examples[a.Name]))
		}
		for _, name := range x.Parameters {
			parameters = append(parameters, more(name))
		}
		b.get(files.ExportPath+x.Name+".{"+extensionKey+"}", object{
			"operationId": "export-" + x.Name, "tags": []string{tagFiles}, "summary": "Export " + x.Name, "description": x.Description, "parameters": parameters,
			"responses": withFailures(object{"200": b.file(types)}),
		})
	}
}

// examplesOf returns the examples for a root field; none for the whole graph, which is no field.
func (b *builder) examplesOf(field string) map[string]any {
	if graph.Schema().Query.Fields.ForName(field) == nil {
		return nil
	}
	return b.examples(field)
}

// argument returns the parameter for an argument of a root field.
func (b *builder) argument(a *ast.ArgumentDefinition, example any) object {
	one := object{"name": a.Name, "in": "query", "description": a.Description}
	def := graph.Schema().Types[a.Type.Name()]
	schema := object{"type": "string", "contentMediaType": "application/json"}
	switch {
	case def.Kind == ast.InputObject:
		one["description"] = strings.TrimSpace(a.Description + " As JSON: the type " + a.Type.String() + " of /schema.graphql.")
		if example != nil {
			example = strings.Join(files.ArgumentText(example), "")
		}
	case a.Type.Elem != nil:
		schema = object{"type": "array", "items": b.schemas.named(def)}
	default:
		schema = b.schemas.named(def)
		if a.DefaultValue != nil {
			schema["default"] = typed(schema, a.DefaultValue.Raw)
		}
	}
	one["schema"] = schema
	if example == nil && a.Name == questions.RowsParameter {
		example = fewRows
	}
	if example != nil {
		one["example"] = example
	}
	if a.Type.NonNull && a.DefaultValue == nil {
		one["required"] = true
	}
	return one
}

// more returns a parameter of files that is no argument.
func more(name string) object {
	schema, meaning := object{"type": "boolean", "default": false}, "Begins a file of CSV, TSV or JSON Lines with its description."
	if name == files.FieldsParameter {
		schema, meaning = object{"type": "string"}, "The contents of the file, separated by commas, with a point between the parts of a path: id, participant.name. By default the plain values."
	}
	return object{"name": name, "in": "query", "description": meaning, "schema": schema}
}

// entities adds the permanent addresses.
func (b *builder) entities() {
	content := object{}
	for _, mediaType := range pages.EntityTypes() {
		content[mediaType] = object{"schema": fileSchema(mediaType)}
	}
	one := object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string"}, "description": "The id of an entity, an identifier of another register with its scheme, or a name."}
	if id := b.anID(b.Engine.Model().AnyEntity.Name); id != "" {
		one["example"] = id
	}
	moved := object{"Location": object{"description": "The permanent address.", "schema": object{"type": "string"}}}
	b.get("/id/{id}", object{
		"operationId": "entity", "tags": []string{tagEntities}, "summary": "An entity at its permanent address", "parameters": []object{one},
		"description": "Linked data for programs and a page for browsers, by the header Accept.",
		"responses": withFailures(object{
			"200": object{"description": "The entity.", "headers": entityHeaders(), "content": content},
			"300": object{"description": "Several entities have this name; the error lists them.", "content": object{"application/json": object{"schema": refer("Errors")}}},
			"301": object{"description": "The identifier is that of this entity.", "headers": moved},
			"302": object{"description": "One entity has this name now.", "headers": moved},
			"406": object{"description": "Accept has none of the media types.", "content": object{"application/json": object{"schema": refer("Errors")}}},
		}),
	})
}

// file returns a reference to the response with a file of one of some media types. Addresses with the
// same formats share it, which keeps the description short.
func (b *builder) file(mediaTypes []string) object {
	key := strings.Join(mediaTypes, " ")
	if b.files[key] == "" {
		b.files[key] = "File" + strconv.Itoa(len(b.files)+1)
		content := object{}
		for _, mediaType := range mediaTypes {
			content[mediaType] = object{"schema": fileSchema(mediaType)}
		}
		b.responses[b.files[key]] = object{"description": "The file. A list is complete, unless the number of its rows is given.", "headers": fileHeaders(), "content": content}
	}
	return object{"$ref": "#/components/responses/" + b.files[key]}
}

// fileSchema returns the schema of the content of a media type: JSON has any structure, text is text,
// and anything else bytes.
func fileSchema(mediaType string) object {
	switch {
	case strings.HasSuffix(mediaType, "json"):
		return object{"type": "object"}
	case strings.HasPrefix(mediaType, "text/") || strings.HasSuffix(mediaType, "xml"):
		return object{"type": "string"}
	}
	return object{"type": "string", "format": "binary"}
}

func textHeader(meaning string) object {
	return object{"description": meaning, "schema": object{"type": "string"}}
}

func answerHeaders() object {
	return object{"ETag": textHeader("Changes when the answer does."), "X-Dataset-Version": textHeader("The edition of the dataset.")}
}

func fileHeaders() object {
	all := answerHeaders()
	all["X-Truncated"] = textHeader("How much of the whole the file has, if it was cut: 200 of 1955.")
	all["X-Coverage"] = textHeader("How many participants are on record, of those that sources count.")
	all["Link"] = textHeader("The address of the description of the file.")
	return all
}

func entityHeaders() object {
	all := answerHeaders()
	all["Link"] = textHeader("Signposting: cite-as, type, license and describedby.")
	return all
}
