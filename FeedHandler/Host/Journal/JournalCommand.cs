using System.CommandLine;
using FeedHandler.Client;
using FeedHandler.Journals;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Journal;

/// <summary>`feedhandler journal`: what the journal of a gateway holds.</summary>
internal sealed class JournalCommand
{
    private const string Description = "Reads the journal of a gateway: what its files hold, whether anything is missing, or the events themselves.";

    private const string Examples = """
        Examples:
          feedhandler journal /var/lib/feedhandler/journal --check
          feedhandler journal journal-000000000007.fhj --json
          feedhandler journal /var/lib/feedhandler/journal 'ES*' asset:CL --json

        Without patterns it reports on each file. With patterns it prints the events of the instruments that they take, and those of whole channels, one a line.
        Files may be read while they are written. The digest is the one that replay tells of the same events.
        Exit code: 0 good; 1 with --check: something is missing or wrong; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string?> _path = new("PATH") { Description = "A file of a journal, or the folder of it", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string[]> _patterns = new("PATTERN") { Description = "Print events of these instruments", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _check = Options.Switch("--check", "Exit with 1 when an event is missing or anything is wrong");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON, or a line of JSON for each event");

    private JournalCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_path);
        command.Add(_patterns);
        command.Add(_check);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("journal", Description, Examples);
        JournalCommand journal = new(command, terminal);
        command.SetAction(journal.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = _terminal.PathOf(parsed.GetValue(_path) ?? throw new UsageException("no journal was named: give one of its files, or its folder"));
        IReadOnlyList<string> paths = JournalFiles.Of(path);
        if (paths.Count == 0) throw new CommandException($"{path}: no file of a journal is there: name the folder that --journal was given");
        InstrumentSelector[] selectors = [.. (parsed.GetValue(_patterns) ?? []).Select(Selector)];
        bool isJson = parsed.GetValue(_json);
        List<JournalFileReport> files = selectors.Length > 0 ? Print(paths, selectors, isJson) : Report(paths, isJson);
        bool isFound = files.Exists(static file => file.Bytes > 0);
        if (!isFound) throw new CommandException($"{path}: {files[0].Faults.FirstOrDefault() ?? "it is no journal"}");
        return files.TrueForAll(static file => file.IsRight) || !parsed.GetValue(_check) ? ExitCode.Good : ExitCode.CheckFailed;
    }

    private List<JournalFileReport> Report(IReadOnlyList<string> paths, bool isJson)
    {
        JournalCheck check = new();
        List<JournalFileReport> files;
        using (new ProgressLine(_terminal, "reading", () => check.EventCount, "events")) files = [.. Take(check, paths)];
        if (files.TrueForAll(static file => file.Bytes == 0)) return files;
        JournalReportText text = new(files, check.Digests);
        if (isJson) JsonPage.Write(_terminal.Out, text.Write);
        else text.Write(_terminal.Page);
        return files;
    }

    private List<JournalFileReport> Print(IReadOnlyList<string> paths, InstrumentSelector[] selectors, bool isJson)
    {
        using Stream stream = _terminal.OpenOut();
        using JournalLines lines = new(stream, new JournalNames(selectors), isJson);
        List<JournalFileReport> files = [.. Take(new JournalCheck(lines), paths)];
        foreach (JournalFileReport file in files.Where(static file => !file.IsRight))
            _terminal.Tell(FormattableString.Invariant($"{file.Name}: {file.Lost} events lost, {file.Missing} missing, {file.FaultCount} faults: see --check"));
        return files;
    }

    private IEnumerable<JournalFileReport> Take(JournalCheck check, IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            _terminal.Stop.ThrowIfCancellationRequested();
            yield return check.Take(Path.GetFileName(path), path);
        }
    }

    private static InstrumentSelector Selector(string pattern) => InstrumentSelector.TryParse(pattern, out InstrumentSelector? selector)
        ? selector! : throw new UsageException($"{PlainText.Short(pattern)}: no pattern: give a symbol such as 'ES*', asset:ES, group:ES or id:12345");
}
