using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Sequences;

public sealed class RestartTests
{
    private const long DayNs = 86_400_000_000_000;

    [Test]
    public void ASequenceThatStartsAgainDropsAllStateAndIsFollowed()
    {
        SimulationOptions first = new SimulationOptions { Seed = 41, EventCount = 500 };
        SimulationOptions second = new SimulationOptions { Seed = 42, EventCount = 500, StartNs = first.StartNs + DayNs };
        Truth truth = new Truth(second);
        bool isSecond = false;
        int resetCount = 0;
        using Channel channel = new Channel((ref MarketEvent marketEvent, bool isEndOfBatch) =>
        {
            if (marketEvent.Kind == EventKind.ChannelReset) resetCount++;
            if (isSecond) truth.OnEvent(ref marketEvent, isEndOfBatch);
        });
        truth.Instruments = channel.Instruments;
        channel.Take(Lines().Send(new SimulatedFeed(first).Packets()));
        isSecond = true;
        channel.Take(Lines().Send(new SimulatedFeed(second).Packets()));

        Assert.That((channel.Arbitration.Restarts, resetCount, channel.Arbitration.Lost), Is.EqualTo((1L, 1, 0L)));
        Assert.That(truth.CompareAtEnd(), Is.Zero);
    }

    [Test]
    public void AChannelResetEmptiesBooksAndStartsInstrumentsAgain()
    {
        SimulationOptions options = new SimulationOptions { Seed = 43, EventCount = 900, ChannelResetCount = 2 };
        Truth truth = new Truth(options);
        int recoveryCount = 0;
        using Channel channel = new Channel((ref MarketEvent marketEvent, bool isEndOfBatch) =>
        {
            if ((marketEvent.Flags & EventFlags.Recovery) != 0) recoveryCount++;
            truth.OnEvent(ref marketEvent, isEndOfBatch);
        });
        truth.Instruments = channel.Instruments;
        channel.Take(Lines().Send(new SimulatedFeed(options).Packets()));

        Assert.That((channel.Counters.ChannelResets, channel.Counters.RptSeqGaps, channel.Counters.RptSeqBehind), Is.EqualTo((2L, 0L, 0L)));
        Assert.That(recoveryCount, Is.Positive);
        Assert.That(truth.CompareAtEnd(), Is.Zero);
    }

    [Test]
    public void InstrumentsBeyondTheTableAreCountedAndTheOthersAreRight()
    {
        SimulationOptions options = new SimulationOptions { Seed = 44, EventCount = 500 };
        Truth truth = new Truth(options);
        using Channel channel = new Channel(truth.OnEvent, instrumentCountMax: 5);
        truth.Instruments = channel.Instruments;
        channel.Take(Lines().Send(new SimulatedFeed(options).Packets()));

        Assert.That(channel.Instruments.Count, Is.EqualTo(5));
        Assert.That(channel.Counters.InstrumentsRefused, Is.GreaterThan(7));
        for (int index = 0; index < 5; index++) Assert.That(channel.Instruments.Books[index].State, Is.EqualTo(BookState.Whole));
    }

    private static LineSimulator Lines() => new(1, new LineFaults(), new LineFaults());
}
