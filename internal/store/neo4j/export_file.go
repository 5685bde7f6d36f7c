package neo4j

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/internal/model"
)

// separator stands between the values of a list, separatorName is what neo4j-admin calls it.
const (
	separator     = "\x1f"
	separatorName = "U+001F"
)

// column is a property and its type, as the header of a file names them.
type column struct{ name, kind string }

// columnsOf are the columns of fields; parts are nodes or lists of their own.
func columnsOf(fields []*model.Field) (list []column) {
	for _, f := range fields {
		switch f.Scalar {
		case model.Parts:
			continue
		case model.Embedded:
			for _, leaf := range f.Leaves {
				list = addColumns(list, leaf)
			}
		default:
			if f.Parent == nil {
				list = addColumns(list, f)
			}
		}
	}
	return list
}

func addColumns(list []column, f *model.Field) []column {
	kind := "string"
	switch f.Scalar {
	case model.Int, model.Cents:
		kind = "long"
	case model.Float:
		kind = "double"
	case model.Boolean:
		kind = "boolean"
	}
	if f.List {
		return append(list, column{property(f), kind + "[]"})
	}
	list = append(list, column{property(f), kind})
	switch f.Scalar {
	case model.Text:
		list = append(list, column{foldedProperty(f), "string"})
	case model.Date:
		list = append(list, column{firstProperty(f), "date"}, column{lastProperty(f), "date"})
	}
	return list
}

// exportFile is a file of nodes or relationships, and how neo4j-admin is told of it.
type exportFile struct {
	file     *os.File
	out      *bufio.Writer
	argument string
}

func (f *exportFile) close() error { return errors.Join(f.out.Flush(), f.file.Close()) }

// open gives the file of a name, with its header.
func (e *exporter) open(name, argument, header string, columns []column) (*exportFile, error) {
	if f := e.files[name]; f != nil {
		return f, nil
	}
	file, err := os.Create(filepath.Join(e.dir, name))
	if err != nil {
		return nil, err
	}
	f := &exportFile{file: file, out: bufio.NewWriter(file), argument: argument + "=" + name}
	e.files[name] = f
	_, _ = f.out.WriteString(header)
	for _, c := range columns {
		_, _ = f.out.WriteString("," + c.name + ":" + c.kind)
	}
	_, err = f.out.WriteString("\n")
	return f, err
}

// node writes a node. Its number is for the import alone and is not kept.
func (e *exporter) node(id string, labels []string, columns []column, properties map[string]any) error {
	f, err := e.open("nodes-"+labels[0]+".csv", "--nodes="+strings.Join(labels, ":"), ":ID", columns)
	if err != nil {
		return err
	}
	return f.row(columns, properties, id)
}

// tie writes a relationship.
func (e *exporter) tie(name, from, to string, columns []column, properties map[string]any) error {
	f, err := e.open("relationships-"+name+".csv", "--relationships="+name, ":START_ID,:END_ID", columns)
	if err != nil {
		return err
	}
	return f.row(columns, properties, from, to)
}

func (f *exportFile) row(columns []column, properties map[string]any, ids ...string) error {
	line := make([]string, 0, len(ids)+len(columns))
	for _, id := range ids {
		line = append(line, quoteCSV(id))
	}
	written := 0
	for _, c := range columns {
		v, some := properties[c.name]
		if !some {
			line = append(line, "")
			continue
		}
		written++
		text, err := csvValue(v)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		line = append(line, text)
	}
	if written != len(properties) {
		return fmt.Errorf("of %d properties the columns take %d", len(properties), written)
	}
	_, err := f.out.WriteString(strings.Join(line, ",") + "\n")
	return err
}

// quoteCSV writes a text so that an empty one is not taken for none.
func quoteCSV(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func csvValue(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return quoteCSV(v), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case dbtype.Date:
		return model.FormatDay(days(v)), nil
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = fmt.Sprint(item)
			if strings.Contains(items[i], separator) {
				return "", fmt.Errorf("%q has the control character U+001F, which separates the values of a list; take it out", items[i])
			}
		}
		return quoteCSV(strings.Join(items, separator)), nil
	}
	return "", fmt.Errorf("a %T has no form in a file", v)
}
