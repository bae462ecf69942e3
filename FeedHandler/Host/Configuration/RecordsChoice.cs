using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Sinks.Dbn;

namespace FeedHandler.Host.Configuration;

/// <summary>Where events are recorded as DBN.</summary>
internal sealed class RecordsChoice
{
    private readonly Option<string?> _folder = Options.Text(
        "--record-events", "Record events as files of DBN (docs/dbn.md) into this folder, by schema and day; a live feed never waits for it", "FOLDER");

    /// <summary>Adds the option to a command.</summary>
    public RecordsChoice(Command command) => command.Add(_folder);

    /// <summary>Looks at where they go.</summary>
    public void Plan(ParseResult parsed, OutputPlan outputs) => outputs.AddOpenFolder(_folder.Name, parsed.GetValue(_folder));

    /// <summary>The recorder; null where none is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="terminal">Where paths begin, and who is told what fails.</param>
    public EventRecorder? Create(ParseResult parsed, FeedVenue venue, Terminal terminal)
    {
        if (parsed.GetValue(_folder) is not { } folder) return null;
        (string dataset, ushort publisherId) = DbnSource.Of(venue.Name);
        return new EventRecorder(
            new DbnRecorderOptions(terminal.PathOf(folder)) { Dataset = dataset, PublisherId = publisherId }, _folder.Name, terminal.Tell);
    }
}

/// <summary>What records of DBN say that they are from.</summary>
internal static class DbnSource
{
    private const ushort CmePublisher = 1; // GLBX.MDP3
    private const ushort OtherPublisher = 60_000; // beyond those that are given to anybody
    private const string CmeDataset = "GLBX.MDP3";
    private const int DatasetLengthMax = 16;

    /// <summary>For CME what others' files say, else the venue's name.</summary>
    public static (string Dataset, ushort PublisherId) Of(string venue) => venue == FeedVenue.Cme.Name
        ? (CmeDataset, CmePublisher)
        : (venue.ToUpperInvariant()[..Math.Min(venue.Length, DatasetLengthMax)], OtherPublisher);
}
