using System.CommandLine;
using FeedHandler.Codecs.Generator;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Schema.Diff;

/// <summary>`feedhandler schema diff`: what changed between two versions of a schema, and what of it breaks.</summary>
internal sealed class SchemaDiffCommand
{
    private const string Description = "Tells what changed between two versions of a schema, what breaks on the wire, and which generated code it touches.";

    private const string Examples = """
        Exit code 1: something is breaking.

        Examples:
          feedhandler schema diff templates-12.xml templates-13.xml
          feedhandler schema diff old.xml new.xml --json | jq '.changes[] | select(.isBreaking)'
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string?> _old = new("OLD") { Description = "The schema in use", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _new = new("NEW") { Description = "The schema to come", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _prefix = Options.Text(
        "--prefix", "What the generated handler interface is called after (default: the last word of the schema's package)", "NAME");

    private readonly Option<bool> _json = Options.Switch("--json", "Print the changes as JSON and nothing else");

    private SchemaDiffCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_old);
        command.Add(_new);
        command.Add(_prefix);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("diff", Description, Examples);
        SchemaDiffCommand diff = new(command, terminal);
        command.SetAction(diff.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        (string Path, SbeSchema Schema) before = Read(parsed.GetValue(_old));
        (string Path, SbeSchema Schema) after = Read(parsed.GetValue(_new));
        string prefix = Identifiers.Pascal(parsed.GetValue(_prefix) ?? after.Schema.Package.Split('.')[^1]);
        IReadOnlyList<SchemaChange> changes = SchemaDiff.Of(before.Schema, after.Schema, prefix);
        string title = $"{after.Schema.Package} schema {after.Schema.Id} version {before.Schema.Version} -> {after.Schema.Version}";
        if (parsed.GetValue(_json)) SchemaDiffJson.Write(_terminal.Out, before, after, changes);
        else WriteText(title, changes);
        return changes.Any(static change => change.IsBreaking) ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private void WriteText(string title, IReadOnlyList<SchemaChange> changes)
    {
        using PlainWriter output = new(_terminal.Out);
        SchemaDiffText.Write(output, title, changes);
    }

    private (string Path, SbeSchema Schema) Read(string? path)
    {
        if (path is null) throw new UsageException("two schemas are compared: give OLD and NEW, the XML file in use and the one to come");
        return (path, SchemaFile.Require(path, _terminal));
    }
}
