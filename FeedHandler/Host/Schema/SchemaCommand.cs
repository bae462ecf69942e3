using System.CommandLine;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Schema.Diff;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using SchemaText = FeedHandler.Host.Schema.SchemaText;

namespace FeedHandler.Host.Schema;

/// <summary>`feedhandler schema`: what a schema says, laid out.</summary>
internal sealed class SchemaCommand
{
    private const string Description = "Shows an SBE schema: messages, fields with offsets, nulls and versions, groups, data and types.";

    private const string Examples = """
        Any venue's schema will do. What is wrong with it is told with file, line and column.

        Examples:
          feedhandler schema templates_FixBinary.xml
          feedhandler schema templates_FixBinary.xml --message 46
          feedhandler schema templates_FixBinary.xml --json | jq '.messages[].name'
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string?> _file = new("XML") { Description = "The schema's file", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _message = Options.Text("--message", "Show one message and its types, by name or template id", "NAME|ID");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the schema as JSON and nothing else");

    private SchemaCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_file);
        command.Add(_message);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("schema", Description, Examples);
        SchemaCommand schema = new(command, terminal);
        command.SetAction(schema.Run);
        command.Add(SchemaDiffCommand.Create(terminal));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_file) ?? throw new UsageException("no schema to show: name its XML file");
        SchemaFile file = SchemaFile.Open(path, _terminal);
        SbeSchema? schema = file.Reading.Schema;
        if (schema is not null && parsed.GetValue(_message) is { } message) schema = SchemaChoice.Narrow(schema, message);
        foreach (SchemaDiagnostic found in file.Reading.Diagnostics) _terminal.Error.WriteLine(PlainText.Of(file.Describe(found)));
        if (parsed.GetValue(_json)) SchemaJson.Write(_terminal.Out, file, schema);
        else if (schema is not null) WriteText(schema);
        return schema is null ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private void WriteText(SbeSchema schema)
    {
        using PlainWriter output = new(_terminal.Out);
        SchemaText.Write(new TextPage(output, _terminal.Page.ColumnCount), schema);
    }
}
