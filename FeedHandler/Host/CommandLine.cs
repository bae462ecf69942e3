using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using FeedHandler.Engine;
using FeedHandler.Host.Balance;
using FeedHandler.Host.Bench;
using FeedHandler.Host.Bench.Receive;
using FeedHandler.Host.Books;
using FeedHandler.Host.Capacity;
using FeedHandler.Host.Check;
using FeedHandler.Host.Completions;
using FeedHandler.Host.Convert;
using FeedHandler.Host.Dashboard;
using FeedHandler.Host.Diff;
using FeedHandler.Host.Gateway;
using FeedHandler.Host.Inspect;
using FeedHandler.Host.Instruments;
using FeedHandler.Host.Journal;
using FeedHandler.Host.Latency;
using FeedHandler.Host.Publish;
using FeedHandler.Host.Record;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Run;
using FeedHandler.Host.Schema;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shrink;
using FeedHandler.Host.Simulate;
using FeedHandler.Host.Slice;
using FeedHandler.Host.Subscribe;
using FeedHandler.Host.Tune;
using FeedHandler.Latency.Export;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host;

/// <summary>The `feedhandler` command: parses, runs a subcommand, and turns every failure into one message and an exit code.</summary>
internal static class CommandLine
{
    private const string Name = "feedhandler";

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        // An argument that begins with @ is a name as any other: what it names is not read for more arguments.
        ParseResult parsed = Root(terminal).Parse(args.Length > 0 ? args : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            return Invoke(parsed, args, terminal);
        }
        catch (UsageException failure)
        {
            return Refuse(terminal, parsed, $"{failure.Message}\nTry: {PathOf(parsed.CommandResult)} --help");
        }
        catch (Exception failure) when (failure is FeedException or CaptureFormatException or HlogFormatException)
        {
            return Refuse(terminal, parsed, failure.Message);
        }
        catch (Exception failure) when (failure is OutputException || (failure is OperationCanceledException && terminal.Stop.IsCancellationRequested))
        {
            Refuse(terminal, parsed, failure is OutputException ? failure.Message : "stopped before the end");
            return ExitCode.CheckFailed;
        }
        catch (IOException failure) when (BrokenPipe.Is(failure))
        {
            return ExitCode.Good; // whoever read the output has read enough
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            return Refuse(terminal, parsed, failure.Message);
        }
    }

    /// <summary>The command tree, for running it and for checking its help.</summary>
    /// <param name="terminal">Where commands run.</param>
    public static RootCommand Root(Terminal terminal)
    {
        RootCommand root = new("Replays, shows and measures exchange market data: packets in, books and events out.");
        foreach (Command command in Commands(terminal)) root.Add(command);
        root.Add(CompletionsCommand.Create(terminal, root));
        foreach (HelpOption option in root.Options.OfType<HelpOption>()) option.Action = new ExampleHelp((HelpAction)option.Action!);
        foreach (VersionOption option in root.Options.OfType<VersionOption>()) option.Action = new VersionAction();
        return root;
    }

    private static Command[] Commands(Terminal terminal) =>
    [
        ReplayCommand.Create(terminal),
        BooksCommand.Create(terminal),
        InstrumentsCommand.Create(terminal),
        DiffCommand.Create(terminal),
        BenchCommand.Create(terminal),
        SimulateCommand.Create(terminal),
        SchemaCommand.Create(terminal),
        InspectCommand.Create(terminal),
        CapacityCommand.Create(terminal),
        CheckCommand.Create(terminal),
        PublishCommand.Create(terminal),
        RunCommand.Create(terminal),
        RecordCommand.Create(terminal),
        SliceCommand.Create(terminal),
        ConvertCommand.Create(terminal),
        ShrinkCommand.Create(terminal),
        LatencyCommand.Create(terminal),
        DashboardCommand.Create(terminal),
        SubscribeCommand.Create(terminal),
        GatewayCommand.Create(terminal),
        JournalCommand.Create(terminal),
        TuneCommand.Create(terminal),
        BalanceCommand.Create(terminal),
    ];

    private static int Invoke(ParseResult parsed, string[] args, Terminal terminal)
    {
        if (args is [ReceiveSender.CommandName, .. var sent] && sent.Length == ReceiveSender.ArgumentCount)
        {
            ReceiveSender.Run(sent); // this program's own child, no command for a person
            return ExitCode.Good;
        }

        InvocationConfiguration streams = new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        UnknownWords.Refuse(parsed, terminal);
        if (parsed.Errors is [var error, ..]) throw new UsageException(UnknownWords.MessageOf(error));
        RefuseEmpty(parsed.Tokens);
        RefuseOuter(parsed.CommandResult);
        int code = parsed.Invoke(streams);
        if (args.Length > 0) return code;
        terminal.Tell("no command was given: choose one of those above, such as feedhandler replay FILE");
        return ExitCode.Usage;
    }

    // No file and no value is called nothing: what a script left empty would end as the current folder, or worse.
    private static void RefuseEmpty(IReadOnlyList<Token> tokens)
    {
        for (int index = 0; index < tokens.Count; index++)
        {
            if (tokens[index].Value.Length > 0) continue;
            throw new UsageException(index > 0 && tokens[index - 1].Type == TokenType.Option
                ? $"{tokens[index - 1].Value}: empty, give a value or leave it out"
                : "an argument is empty: name a file or leave it out");
        }
    }

    // What stands before the name of an inner command would be the outer one's, which does not run.
    private static void RefuseOuter(CommandResult inner)
    {
        for (SymbolResult? at = inner.Parent; at is CommandResult outer; at = outer.Parent)
        {
            foreach (SymbolResult child in outer.Children)
            {
                string? typed = child switch
                {
                    ArgumentResult { Tokens: [var token, ..] } => token.Value,
                    OptionResult { Implicit: false, Option: { Action: null } option } => option.Name,
                    _ => null,
                };
                if (typed is null) continue;
                throw new UsageException($"{typed}: no such argument of {PathOf(inner)}: leave it out, or give it behind {inner.Command.Name}");
            }
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Command is RootCommand ? Name : $"{(result.Parent is CommandResult outer ? PathOf(outer) : Name)} {result.Command.Name}";

    private static int Refuse(Terminal terminal, ParseResult parsed, string message)
    {
        terminal.Error.WriteLine($"{Name}: {ErrorText.Of(message, parsed.Tokens.Select(static token => token.Value))}");
        return ExitCode.Usage;
    }
}
