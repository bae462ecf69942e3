using System.Globalization;
using System.Numerics;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Engine;

/// <content>What is checked and opened at the start.</content>
public sealed partial class FeedBuilder
{
    private FeedSession Open(CancellationToken stop)
    {
        int sourceCount = (_captures is null ? 0 : 1) + (_paths.Count > 0 ? 1 : 0) + (_configurationPath is null ? 0 : 1) + (_lines.Count > 0 ? 1 : 0)
            + (_liveOptions is null ? 0 : 1);
        if (sourceCount == 0) throw new FeedException("the feed has no source: call Receive, Listen or Replay");
        if (sourceCount > 1) throw new FeedException("the feed has several sources: keep one of Receive, Listen and Replay");
        return _captures is not null || _paths.Count > 0 ? OpenCaptures() : OpenLive(stop);
    }

    private CaptureSession OpenCaptures()
    {
        PipelineOptions options = Checked(_pipeline(new PipelineOptions { Venue = _venue }));
        StrategySeat[] strategies = Seats(options, []);
        CaptureSet captures = _captures ?? OpenPaths();
        return CaptureSession.Open(new PipelinePlan(options, captures.Source, strategies), captures, ownsCaptures: _captures is null);
    }

    private CaptureSet OpenPaths()
    {
        try
        {
            return CaptureSet.Open(new CaptureSettings([.. _paths], _captureLines, CaptureSet.TrailerNames[0]));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CaptureFormatException)
        {
            throw new FeedException(failure.Message);
        }
    }

    private LiveSession OpenLive(CancellationToken stop)
    {
        List<string> notes = [];
        LiveOptions options = _live(_liveOptions ?? ReadLive(notes, stop));
        if (options.Groups.All(static group => group.Feed.Role != FeedRole.Incremental))
            throw new FeedException("Listen: no incremental group, from which alone books are built: name one");
        if (options.PublishSection.Server is not null && _pipeline(options.Pipeline).Publish is null)
        {
            throw new FeedException(
                "publish.server: the program says by which library the server is reached: call Publish with a broker, such as one of FeedHandler.Nats");
        }


        options = options with { Pipeline = Checked(_pipeline(options.Pipeline)), Notes = [.. options.Notes, .. notes] };
        return LiveSession.Open(options, Seats(options.Pipeline, options.StrategyCores), stop);
    }

    private LiveOptions ReadLive(List<string> notes, CancellationToken stop)
    {
        FeedConfiguration configuration = _configurationPath is { } path
            ? ConfigurationReader.Read(path, MachineCores.Online("/"), stop)
            : new FeedConfiguration(
                "Listen", new ConfigurationFile { Venue = _venue.Name }, [.. _lines.SelectMany(static line => Groups(line.Lines, line.On))]);
        if (configuration.File.Venue != _venue.Name)
            throw new FeedException($"{configuration.Path}: venue: {configuration.File.Venue}, but the feed is one of {_venue}: start it with Feed.For");
        int ordersMax = _pipeline(new PipelineOptions { OrdersMax = configuration.File.Ring.OrdersMax }).OrdersMax;
        configuration.File.Ring.OrdersMax = ordersMax; // which groups are joined goes by it
        return LiveOptionsReader.Read(configuration, notes);
    }

    private static IEnumerable<LineGroup> Groups(string lines, string on)
    {
        try
        {
            return LiveLines.Read(lines, on);
        }
        catch (LinesException failure)
        {
            throw new FeedException($"Listen: {failure.Message}");
        }
    }

    private StrategySeat[] Seats(PipelineOptions options, IReadOnlyList<int> cores)
    {
        StrategySeat[] seats = _strategies.Count == 0 ? [StrategySeat.Of(new QuietStrategy())] : [.. _strategies.Select(static strategy => strategy())];
        seats = [.. seats.Select((seat, index) => seat.Core is null && index < cores.Count ? seat.On(cores[index]) : seat)];
        StrategySeat.RequireApart(seats);
        CheckSeats(options, seats);
        return seats;
    }

    private static void CheckSeats(PipelineOptions options, StrategySeat[] seats)
    {
        if (options.IsInline && seats.FirstOrDefault(static seat => seat.FullRing == FullRing.Detach) is { } detached)
            throw new FeedException($"strategy {detached.Name}: Detach does not go with Inline, where there is no ring to take it off");
        if (options.IsInline && seats.FirstOrDefault(static seat => seat.Core is not null) is { } seated)
            throw new FeedException($"strategy {seated.Name}: a core does not go with Inline, where strategies run on the feed thread: use FeedCore");
        List<(string Who, int Core)> pinned =
            [.. seats.Where(static seat => seat.Core is not null).Select(static seat => ($"strategy {seat.Name}", seat.Core!.Value))];
        if (options.FeedCore is { } feedCore) pinned.Insert(0, ("FeedCore", feedCore));
        IReadOnlySet<int> online = MachineCores.Online("/");
        foreach ((string who, int core) in pinned)
        {
            if (MachineCores.Problem(core, online) is { } problem) throw new FeedException($"{who}, core {core}: {problem}");
            if (pinned.Count(other => other.Core == core) > 1)
                throw new FeedException($"{who}: core {core} is given to two threads, which would wait for each other: give each its own");
        }
    }

    private static PipelineOptions Checked(PipelineOptions options)
    {
        if (options.RingSize is < 2 or > PipelineOptions.RingSizeMax || !BitOperations.IsPow2(options.RingSize))
            throw new FeedException(Text($"ring size {options.RingSize}: give a power of two from 2 to {PipelineOptions.RingSizeMax}"));
        if (options.FullRing == FullRing.Skip)
            throw new FeedException("full ring Skip: the books of strategies would be wrong after the events that they skip: take Wait or Detach");
        if (options.InstrumentsMax is < 1 or > PipelineOptions.InstrumentsMaxLimit)
            throw new FeedException(Text($"instruments {options.InstrumentsMax}: give 1 to {PipelineOptions.InstrumentsMaxLimit}"));
        if (options.OrdersMax is < 0 or > PipelineOptions.OrdersMaxLimit)
            throw new FeedException(Text($"orders {options.OrdersMax}: give 0 for none, to {PipelineOptions.OrdersMaxLimit}"));
        if (options.FeedPriority is < 1 or > 99) throw new FeedException(Text($"feed priority {options.FeedPriority}: give 1 to 99"));
        return options;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
