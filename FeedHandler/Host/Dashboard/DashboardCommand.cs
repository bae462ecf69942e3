using System.CommandLine;
using System.Net;
using FeedHandler.Engine;
using FeedHandler.Host.Live;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Observing;
using FeedHandler.Replay;

namespace FeedHandler.Host.Dashboard;

/// <summary>`feedhandler dashboard`: histogram logs on the page that `run --dashboard` serves, until it is stopped.</summary>
internal sealed class DashboardCommand
{
    private const string Description = "Serves histogram logs as a page: percentiles over time and by percentile, and a heat map. Until it is stopped.";

    private const string Examples = """
        Examples:
          feedhandler dashboard latency.hlog
          feedhandler dashboard logs --listen 127.0.0.1:8080
          feedhandler dashboard after --against before

        A running feed has a dashboard of its own: feedhandler run feed.json --dashboard
        Exit code: 0 good; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string[]> _files = new("FILE|FOLDER")
    {
        Description = "Histogram logs, and folders of *.hlog, in the order of their times",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _listen = Options.Text(
        "--listen", $"Where to serve (default {ObserveSection.DashboardDefault}); another address than loopback needs a token", "ADDRESS:PORT");

    private readonly Option<string?> _against = Options.Text(
        "--against", "Draw beside them what A measured, a log, a folder of runs or several with commas between, and say what differs by more than chance", "A");

    private readonly TokenArguments _token;

    private DashboardCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_files);
        command.Add(_listen);
        command.Add(_against);
        _token = new TokenArguments(command);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("dashboard", Description, Examples);
        DashboardCommand dashboard = new(command, terminal);
        command.SetAction(dashboard.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_files) is not { Length: > 0 } paths) throw new UsageException("nothing to show: name a histogram log, or a folder of them");
        string listen = parsed.GetValue(_listen) ?? ObserveSection.DashboardDefault;
        if (!ObserveSection.TryParseEndPoint(listen, out IPEndPoint endPoint))
            throw new UsageException($"{_listen.Name} {PlainText.Short(listen)}: give an address and a port such as {ObserveSection.DashboardDefault}");
        (string? tokenFile, string? tokenVariable) = _token.Read(parsed, _terminal);
        ObserverOptions options = new(endPoint) { Token = AccessToken.Of(tokenFile, tokenVariable), Origin = _listen.Name };
        RunComparison? comparison = parsed.GetValue(_against) is { } against ? LogsAgainst.Compare(against, paths, _terminal) : null;
        LogFrames frames = Read(LogFiles.Of(paths, _terminal));
        using DashboardEndpoints dashboard = new(frames, comparison);
        using ObserverServer server = ObserverServer.Start(options, [dashboard]);
        foreach (string note in frames.Notes) _terminal.Tell($"note: {note}");
        _terminal.Tell($"the dashboard is at {server.Url}{(options.Token is null ? "" : ", with the token")}; Ctrl-C ends it");
        _terminal.Stop.WaitHandle.WaitOne();
        return ExitCode.Good;
    }

    private LogFrames Read(IReadOnlyList<string> files)
    {
        LogFrames frames = new();
        foreach (string file in files)
        {
            long before = frames.Count;
            using HlogReader log = LogFiles.Open(file, _terminal);
            frames.Add(log, _terminal.Stop);
            if (frames.Count == before) _terminal.Tell($"note: {LogFiles.Empty(file)}");
            if (log.IsTorn) _terminal.Tell($"note: {LogFiles.Torn(file)}");
        }

        return frames.Count > 0 ? frames : throw new CommandException($"{files[0]}: there is nothing to show: name a log with an interval");
    }
}
