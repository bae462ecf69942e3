using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing;

/// <content>Channels: what arbitration, decoder, books and recovery count.</content>
public sealed partial class FeedMetrics
{
    private static readonly BookSource[] Healers = [BookSource.Sequence, BookSource.Refresh, BookSource.Snapshot, BookSource.Replay];

    private void AddChannels()
    {
        AddLines();
        AddSequences();
        AddBooks();
        AddRecovery();
        AddReplay();
    }

    private void AddLines()
    {
        AddLines("received", "Packets of a line that came to arbitration: the sum of what follows.", static line => line.Received);
        AddLines("delivered", "Packets that a line was the first to bring, in sequence.", static line => line.Delivered);
        AddLines("duplicate", "Packets that had been delivered before.", static line => line.Duplicates);
        AddLines("late", "Packets that came after they had been given up, or of a session that was over.", static line => line.Late);
        AddLines("damaged", "Packets that were cut, malformed or too large to keep.", static line => line.Damaged);
        AddLines("foreign", "Packets that contradicted the sequence, and that nothing confirmed.", static line => line.Foreign);
        Metric held = Gauge("feedhandler_line_held_packets", "Packets that wait for one before them, or for another to confirm them.");
        EachLine(held, static line => line.Held);
        Metric missing = Counter("feedhandler_line_missing_packets_total", "Packets that a line skipped; the other line may have had them.");
        EachLine(missing, static line => line.Missing);
    }

    private void AddSequences()
    {
        EachChannel(
            Counter("feedhandler_channel_gaps_total", "Runs of packets that no line delivered in time."), static channel => channel.Arbitration.Gaps);
        EachChannel(Counter("feedhandler_channel_lost_packets_total", "Packets in those runs."), static channel => channel.Arbitration.Lost);
        EachChannel(
            Counter("feedhandler_channel_reordered_packets_total", "Packets that were kept until those before them came."),
            static channel => channel.Arbitration.Reordered);
        EachChannel(
            Counter("feedhandler_channel_restarts_total", "How often the venue's sequence started again."), static channel => channel.Arbitration.Restarts);
        EachChannel(
            Counter("feedhandler_channel_drop_doubts_total", "How often this machine dropped packets that may have been of the channel."),
            static channel => channel.Arbitration.Doubts);
        EachChannel(Counter("feedhandler_channel_messages_total", "Messages that were decoded."), static channel => channel.Messages.Total);
        EachChannel(
            Counter("feedhandler_channel_unknown_messages_total", "Messages of a template or schema that the decoder does not know."),
            static channel => channel.Messages.UnknownTemplate + channel.Messages.UnknownSchema);
        EachChannel(Counter("feedhandler_channel_entries_total", "Entries of market data that were read."), static channel => channel.Entries.Entries);
        EachChannel(Counter("feedhandler_channel_order_entries_total", "Entries of orders that were read."), static channel => channel.Entries.OrderEntries);
        EachChannel(
            Counter("feedhandler_channel_invalid_entries_total", "Entries that make no sense, or whose price does not fit."),
            static channel => channel.Entries.InvalidEntries + channel.Entries.PriceOverflow);
    }

    private void AddBooks()
    {
        EachChannel(Gauge("feedhandler_channel_instruments", "Instruments that the channel has met."), static channel => channel.Instruments.Count);
        Metric doubt = Gauge("feedhandler_channel_books_in_doubt", "Books of which something was told and that are not whole.");
        for (int i = 0; i < _status.Channels.Count; i++)
        {
            int index = i;
            doubt.Add(() => _status.NeedyBooksOf(index), ("channel", Number(_status.Channels[i].Id)));
        }

        Gauge("feedhandler_heal_estimate_seconds", "How long it will be until the last book in doubt is whole, as an estimate; NaN where nothing is known.")
            .Add(() => _status.EstimatedHealNs is { } ns ? ns / NsPerSecond : double.NaN);
        EachChannel(
            Counter("feedhandler_channel_book_needs_total", "How often a known book came in need of a snapshot while no packet was lost."),
            static channel => channel.Entries.Needs);
        EachChannel(
            Counter("feedhandler_channel_resets_total", "Resets of the whole channel that the venue sent."), static channel => channel.Entries.ChannelResets);
    }

    private void AddRecovery()
    {
        Metric healed = Counter("feedhandler_channel_books_healed_total", "Books that became whole again, by what healed them.");
        foreach (ChannelState channel in _status.Channels)
        {
            if (channel.Instruments.Heals is not { } heals) continue;
            foreach (BookSource source in Healers)
            {
                DurationHistogram times = heals.Times(source);
                healed.Add(() => times.TotalCount, ("channel", Number(channel.Id)), ("by", source.ToString().ToLowerInvariant()));
            }
        }

        Metric snapshots = Counter("feedhandler_channel_snapshots_total", "Snapshots of one instrument that were looked at, by what became of them.");
        foreach (ChannelState channel in _status.Channels)
        {
            if (channel.Recovery is not { } recovery) continue;
            string id = Number(channel.Id);
            snapshots.Add(() => recovery.Restored, ("channel", id), ("outcome", "restored"));
            snapshots.Add(() => recovery.NotNeeded, ("channel", id), ("outcome", "not_needed"));
            snapshots.Add(() => recovery.TooOld, ("channel", id), ("outcome", "too_old"));
            snapshots.Add(() => recovery.Refused, ("channel", id), ("outcome", "refused"));
        }
    }

    private void AddReplay()
    {
        Metric requests = Counter("feedhandler_channel_replay_requests_total", "Requests for lost packets by TCP.");
        Metric packets = Counter("feedhandler_channel_replay_packets_total", "Lost packets that were sent again and taken.");
        Metric failures = Counter("feedhandler_channel_replay_failures_total", "Healings by lost packets that were given up, for any reason.");
        foreach (ChannelState channel in _status.Channels)
        {
            if (channel.Replay is not { } replay) continue;
            (string, string) label = ("channel", Number(channel.Id));
            requests.Add(() => replay.Requests, label);
            packets.Add(() => replay.Packets, label);
            failures.Add(
                () => replay.FailedQueueFull + replay.FailedTooLarge + replay.FailedSuperseded + replay.FailedUnreachable + replay.FailedRefused
                    + replay.FailedContradicted + replay.FailedTimedOut,
                label);
        }
    }

    private void AddLines(string what, string help, Func<LineCounters, long> read) => EachLine(Counter($"feedhandler_line_{what}_packets_total", help), read);

    private void EachLine(Metric metric, Func<LineCounters, long> read)
    {
        foreach (ChannelState channel in _status.Channels)
        {
            foreach (Line line in (Line[])[Line.A, Line.B])
            {
                LineCounters[] groups = [.. channel.Arbitration.Groups.Where(group => group.Line == line)];
                if (groups.Length > 0) metric.Add(() => Sum(groups, read), ("channel", Number(channel.Id)), ("line", $"{line}"));
            }
        }
    }

    private void EachChannel(Metric metric, Func<ChannelState, long> read)
    {
        foreach (ChannelState channel in _status.Channels) metric.Add(() => read(channel), ("channel", Number(channel.Id)));
    }

    private static long Sum(LineCounters[] groups, Func<LineCounters, long> read)
    {
        long sum = 0;
        foreach (LineCounters group in groups) sum += read(group);
        return sum;
    }
}
