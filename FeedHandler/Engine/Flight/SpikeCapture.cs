using FeedHandler.Core.Packets;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using static System.FormattableString;

namespace FeedHandler.Engine;

/// <summary>Writes the packets around a spike as pcapng, each with a comment that tells what the stages took of it. For one cold thread.</summary>
/// <param name="ring">The recorder.</param>
/// <param name="groups">The groups, of IPv4, in the order of the feed map.</param>
internal sealed class SpikeCapture(FlightRing ring, IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> groups)
{
    private readonly UdpFrameWriter[] _frames = [.. groups.Select(static group => new UdpFrameWriter(group.Endpoint))];
    private readonly byte[] _payload = new byte[FlightRing.PayloadBytesMax];
    private readonly byte[] _frame = new byte[UdpFrameWriter.HeaderBytes + FlightRing.PayloadBytesMax];

    /// <summary>Writes what is in the ring around a spike.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="spike">The packet that took too long.</param>
    /// <returns>Packets that were written, that were not there any more or too long, and of the written ones those over the budget.</returns>
    public (int Written, int LeftOut, int Over) Write(Stream stream, in FlightSpike spike)
    {
        PcapNgOptions section = new();
        section.Add(CaptureOptions.Application, "feedhandler flight");
        section.Add(CaptureOptions.Comment, LineNote.Of(groups));
        using PcapNgWriter writer = new(stream, leaveOpen: true, options: section);
        long first = Math.Max(0, Math.Max(ring.OldestNumber, spike.Number - ring.Options.Before));
        long end = Math.Min(ring.RecordedCount, spike.Number + ring.Options.After + 1);
        (int leftOut, int over) = (0, 0);
        for (long number = first; number < end; number++)
        {
            if (!ring.TryRead(number, _payload, out FlightRecord record)) leftOut++;
            else if (Write(writer, record, number == spike.Number ? spike : default)) over++;
        }

        return ((int)writer.RecordCount, leftOut, over);
    }

    private bool Write(PcapNgWriter writer, in FlightRecord record, in FlightSpike spike)
    {
        FlightSpike packet = ring.SpikeOf(record);
        (packet.EventNs, packet.StrategyNs) = (spike.EventNs, spike.StrategyNs);
        PcapNgOptions comment = new();
        comment.Add(CaptureOptions.Comment, Comment(packet));
        int length = _frames[record.Group].Write(_payload.AsSpan(0, record.Length), _frame);
        writer.Write(_frame.AsSpan(0, length), Math.Max(0, record.RxNs), comment);
        return packet.TotalNs > ring.Options.BudgetNs;
    }

    private string Comment(in FlightSpike packet)
    {
        long budgetNs = ring.Options.BudgetNs;
        string way = Invariant($"{packet.TotalNs} ns; {packet.StagesText}");
        string late = packet.EventNs > 0 ? Invariant($"event {packet.EventNs} ns to the end of the strategy, strategy {packet.StrategyNs}") : "";
        string exceeded = Invariant($"budget {budgetNs} ns exceeded: ");
        if (packet.TotalNs > budgetNs) return exceeded + way + (late.Length > 0 ? "; " + late : "");
        return late.Length == 0 ? way : (packet.EventNs > budgetNs ? exceeded : "") + late + "; packet " + way;
    }
}
