using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Replay;

/// <summary>
/// Finds which events are asked for. Only a replay tells which instruments there are and on which day they traded, and a file is written over only when
/// all that was typed is right: so where these are asked for, there is one before.
/// </summary>
internal static class EventProbe
{
    /// <summary>Which events are written; null for all.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How to replay.</param>
    /// <param name="arguments">What was typed.</param>
    /// <param name="request">What it says.</param>
    /// <param name="terminal">Who watches, and may stop it.</param>
    /// <exception cref="CommandException">There is no such instrument, or no event can be at such a time.</exception>
    public static EventFilter? Filter(CaptureSet captures, PipelineOptions options, EventArguments arguments, EventRequest request, Terminal terminal)
    {
        int channelCount = captures.Source.Map.ChannelIds.Count;
        if (request.Instruments.Count == 0 && !request.NeedsDay) return request.Filter(channelCount, dayNs: 0, instruments: null);
        FirstTime first = new();
        FeedReport report = ReplaySession.Look(captures, options, [first], terminal);
        if (report.Run.WasStopped) return null; // then there is no other replay
        if (request.NeedsDay && first.TransactTimeNs == 0)
            throw new UsageException($"{arguments.Words(request)}: no book update or trade has an exchange time, whose day this would be: give the date too");
        arguments.RequireOrder(request, first.TransactTimeNs);
        InstrumentSet? instruments = Instruments(report, request.Instruments, (captures.Source.Map.ChannelIds, options.InstrumentsMax));
        return request.Filter(channelCount, first.TransactTimeNs, instruments);
    }

    private static InstrumentSet? Instruments(FeedReport report, IReadOnlyList<string> names, (IReadOnlyList<int> ChannelIds, int InstrumentsMax) room)
    {
        if (names.Count == 0) return null;
        InstrumentSet instruments = new(room.ChannelIds, room.InstrumentsMax, []);
        foreach (string name in names)
        {
            foreach (InstrumentReport found in InstrumentChoice.All(report.Instruments, name)) instruments.Add(found.Channel, found.Index);
        }

        return instruments;
    }

    // When the exchange made the first book update or trade that has a time, as it is with books --until.
    private sealed class FirstTime : IFeedSink
    {
        public string Name => "first-time";

        public long TransactTimeNs { get; private set; }

        public void OnEvent(in MarketEvent marketEvent)
        {
            if (TransactTimeNs == 0 && marketEvent.Kind is EventKind.Book or EventKind.Trade && marketEvent.TransactTimeNs > 0)
                TransactTimeNs = marketEvent.TransactTimeNs;
        }
    }
}
