using System.CommandLine;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Configuration;

/// <summary>The options of the flight recorder: what takes too long, and where the packets around it go.</summary>
internal sealed class FlightChoice
{
    /// <summary>The option that names the folder.</summary>
    public const string FolderName = "--flight";

    private const string BudgetName = "--budget-ns";
    private const int SpikesLimit = 10_000;
    private const int BufferBytes = 1 << 16;
    private readonly Option<string?> _folder = Options.Text(
        FolderName, $"Save the packets around each one that takes longer than {BudgetName} as pcapng into this folder, at most one spike a second", "FOLDER");

    private readonly Option<long?> _budget = Options.Number(
        BudgetName, "Nanoseconds that a packet may take on the feed thread, and an event until its strategy is done with it", 1, FlightOptions.BudgetNsMax);

    private readonly Option<long?> _before = Options.Number("--flight-before", "Packets to save before it (default 32)", 0, FlightOptions.AroundMax);
    private readonly Option<long?> _after = Options.Number("--flight-after", "Packets to save behind it (default 16)", 0, FlightOptions.AroundMax);
    private readonly Option<long?> _max = Options.Number("--flight-max", "How many spikes of a run to save (default 16)", 1, SpikesLimit);
    private string? _path;

    /// <summary>The folder as typed, once it was read; null for none.</summary>
    public string? Folder => _path;

    /// <summary>Adds the options to a command.</summary>
    public FlightChoice(Command command)
    {
        foreach (Option option in (Option[])[_folder, _budget, _before, _after, _max]) command.Add(option);
    }

    /// <summary>Reads what was typed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">How packets become events.</param>
    /// <param name="stamps">What leaves the stamps out, for the message.</param>
    /// <returns>The same with a recorder, where one was asked for.</returns>
    /// <exception cref="UsageException">One option is there without another that it needs, or there are no stamps.</exception>
    public PipelineOptions Read(ParseResult parsed, PipelineOptions options, string stamps)
    {
        _path = parsed.GetValue(_folder);
        long? budget = parsed.GetValue(_budget);
        if (_path is null && budget is not null) throw new UsageException($"{BudgetName} says when packets are saved, and not where: add {FolderName} FOLDER");
        Option<long?>? idle = ((Option<long?>[])[_before, _after, _max]).FirstOrDefault(option => parsed.GetValue(option) is not null);
        if (_path is null && idle is not null) throw new UsageException($"{idle.Name}: nothing is saved, add {FolderName} FOLDER");
        if (_path is null) return options;
        if (budget is not { } budgetNs) throw new UsageException($"{FolderName} {_path}: add {BudgetName}, above which a packet takes too long");
        if (!options.HasStamps) throw new UsageException($"{FolderName} needs the time stamps that {stamps} leaves out: take them");
        FlightOptions defaults = new(budgetNs);
        return options with
        {
            Flight = defaults with
            {
                Before = (int)(parsed.GetValue(_before) ?? defaults.Before),
                After = (int)(parsed.GetValue(_after) ?? defaults.After),
                SpikesMax = (int)(parsed.GetValue(_max) ?? defaults.SpikesMax),
            },
        };
    }

    /// <summary>Looks at where they go.</summary>
    public void Plan(ParseResult parsed, OutputPlan outputs) => outputs.AddOpenFolder(FolderName, parsed.GetValue(_folder));

    /// <summary>What is to be done when a replay opens; null where nothing is saved.</summary>
    /// <exception cref="UsageException">A group is of IPv6.</exception>
    public Action<Feed>? Opening(CaptureSet captures, OutputPlan outputs, Terminal terminal)
    {
        if (_path is null) return null;
        IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> groups = captures.Lines.Entries;
        foreach ((UdpEndpoint destination, _) in groups)
        {
            if (destination.IsIPv6) throw new UsageException($"{FolderName}: {destination} is of IPv6. What is saved are IPv4 frames.");
        }

        return feed => Open(feed, groups, outputs, terminal);
    }

    /// <summary>Has spikes saved from the first packet on.</summary>
    public void Open(Feed feed, IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> groups, OutputPlan outputs, Terminal terminal) =>
        feed.SaveSpikes(groups, (name, write) => Write(Path.Combine(_path!, name), write, outputs, terminal));

    private static string? Write(string path, Action<Stream> write, OutputPlan outputs, Terminal terminal)
    {
        string? failure = outputs.TryWriteInto(FolderName, path, file =>
        {
            using BufferedStream buffer = new(file, BufferBytes);
            write(buffer);
            buffer.Flush();
        });
        terminal.Tell(failure ?? $"over the budget: the packets around it are in {path}");
        return failure;
    }
}
