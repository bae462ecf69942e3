using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Simulation.Simulator;

public sealed class LineSimulatorTests
{
    private static readonly LineFaults Clean = new();
    private static readonly SimulationOptions Options = new() { Seed = 51, EventCount = 800 };

    [Test]
    public void WhatIsLostAndDamagedOnBothLinesIsWhatNoArrivalHas()
    {
        LineFaults faults = new LineFaults
        {
            LostPerMille = 200,
            TruncatedPerMille = 200,
            CorruptedPerMille = 100,
            ForgedNumberPerMille = 50,
            ForgedTimePerMille = 50,
            DuplicatedPerMille = 50,
        };
        LineSimulator lines = Send(faults, faults, out IReadOnlyList<Arrival>? arrivals, out List<SimulatedPacket>? packets);
        Dictionary<PacketId, ReadOnlyMemory<byte>> sent = packets.ToDictionary(packet => packet.Id, packet => packet.Bytes);
        HashSet<PacketId> right = arrivals.Where(arrival => arrival.Bytes.Length < 4 || Number(arrival) == arrival.SeqNum).Select(Id).ToHashSet();
        HashSet<PacketId> intact = arrivals.Where(arrival => Rest(arrival.Bytes).SequenceEqual(Rest(sent[Id(arrival)]))).Select(Id).ToHashSet();
        Assert.That(lines.Sent, Is.EqualTo(packets.Select(packet => packet.Id)));
        Assert.That(lines.LostOnBoth, Is.EquivalentTo(sent.Keys.Except(right)));
        Assert.That(lines.DamagedOnBoth, Is.EquivalentTo(right.Except(intact)));
        Assert.That(lines.LostOnBoth, Is.Not.Empty);
        Assert.That(lines.DamagedOnBoth, Is.Not.Empty);
        Assert.That(lines.CountsA.Truncated * lines.CountsA.Forged * lines.CountsB.Truncated * lines.CountsB.Forged, Is.Positive);
        Assert.That(arrivals.Count, Is.EqualTo(lines.CountsA.Arrived + lines.CountsB.Arrived));
    }

    [Test]
    public void ADeadLineBringsNothingOfItsSpan()
    {
        LineSimulator lines = Send(Clean with { DeadFrom = 100, DeadCount = 50 }, Clean, out _, out _);
        Assert.That(lines.CountsA.Lost, Is.EquivalentTo(Enumerable.Range(100, 50)));
        Assert.That(lines.CountsB.Lost, Is.Empty);
        Assert.That(lines.LostOnBoth, Is.Empty);
    }

    [Test]
    public void AStalledLineKeepsItsOrder()
    {
        LineSimulator lines = Send(Clean with { StalledPerMille = 50 }, Clean, out IReadOnlyList<Arrival>? arrivals, out _);
        List<uint> onA = arrivals.Where(arrival => arrival.Line == Core.Packets.Line.A).Select(arrival => arrival.SeqNum).ToList();
        Assert.That(lines.CountsA.Stalled, Is.Positive);
        Assert.That(onA, Is.Ordered.Ascending);
    }

    [Test]
    public void ARestartedSequenceLosesItsFirstPacketsAndKeepsThoseOfTheRunBefore()
    {
        LineSimulator lines = new LineSimulator(1, Clean with { LostAfterRestart = 7 }, Clean with { LostAfterRestart = 4 });
        SimulationOptions second = Options with { Session = 1, StartNs = Options.StartNs + 3_600_000_000_000 };
        lines.Send(new SimulatedFeed(Options).Packets().Concat(new SimulatedFeed(second).Packets()));
        Assert.That(lines.LostOnBoth, Is.EquivalentTo(Enumerable.Range(1, 4).Select(seqNum => new PacketId(1, (uint)seqNum))));
    }

    private static LineSimulator Send(
        LineFaults faultsA, LineFaults faultsB, out IReadOnlyList<Arrival> arrivals, out List<SimulatedPacket> packets)
    {
        LineSimulator lines = new LineSimulator(52, faultsA, faultsB);
        packets = [.. new SimulatedFeed(Options).Packets()];
        arrivals = lines.Send(packets);
        return lines;
    }

    private static PacketId Id(Arrival arrival) => new(arrival.Session, arrival.SeqNum);

    private static uint Number(Arrival arrival) => BitConverter.ToUInt32(arrival.Bytes.Span);

    // Number and messages, without the sending time.
    private static byte[] Rest(ReadOnlyMemory<byte> bytes) =>
        bytes.Length < CmeMdp3.PacketHeaderBytes ? [] : [.. bytes.Span[..4], .. bytes.Span[CmeMdp3.PacketHeaderBytes..]];
}
