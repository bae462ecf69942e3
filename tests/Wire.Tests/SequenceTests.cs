using FeedHandler.Core.Events;
using FeedHandler.Tests.Support;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: an event that is missing, of an instrument that is followed or of its whole channel, is noticed with the next one of it; one of others is no fault.</summary>
public sealed class SequenceTests
{
    private const int InstrumentCount = 4;
    private const int Channel = MarketEvent.NoInstrument;

    [Test]
    public void NothingIsMissing() => Assert.That(Links([1, 2, 1, Channel, 1], []), Is.EqualTo(new[] { ChainLink.Next, ChainLink.Unfollowed, ChainLink.Next, ChainLink.Next, ChainLink.Next }));

    [Test]
    public void OneOfTheInstrumentIsMissing() => Assert.That(Links([1, 1, 1], [1])[^1], Is.EqualTo(ChainLink.Missing));

    [Test]
    public void OneOfTheChannelIsMissing() => Assert.That(Links([1, Channel, 1], [1])[^1], Is.EqualTo(ChainLink.MissingOfChannel));

    [Test]
    public void OneThatIsMissingIsNotHiddenByOneOfTheChannel() => Assert.That(Links([1, 1, Channel, 1], [1])[^1], Is.EqualTo(ChainLink.Missing));

    [Test]
    public void OneOfAnotherInstrumentIsNoFault() => Assert.That(Links([1, 2, 1], [1])[^1], Is.EqualTo(ChainLink.Next));

    [Test]
    public void ALaterStateMendsIt()
    {
        (PreviousSequences previous, SequenceChain chain) = (new(0), new(InstrumentCount));
        chain.Begin(0, 1, 0);
        previous.Take(Event(1), 1, 310);
        previous.Take(Event(Channel), 2, 310);
        MarketEvent next = Event(1);
        EventPlace place = previous.Take(next, 3, 310);
        Assert.That(chain.Take(next, place), Is.EqualTo(ChainLink.Missing));
        chain.Begin(0, 1, 2);
        Assert.That((chain.Take(next, place), chain.Take(next, place)), Is.EqualTo((ChainLink.Next, ChainLink.Known)));
    }

    [Test]
    public void WhatCameBeforeTheSenderCannotBeProved()
    {
        (PreviousSequences previous, SequenceChain chain) = (new(100), new(InstrumentCount));
        chain.Begin(0, 1, 99);
        MarketEvent next = Event(1);
        Assert.That(chain.Take(next, previous.Take(next, 101, 310)), Is.EqualTo(ChainLink.Missing));
    }

    // The model knows for each instrument what was kept from it, and says that its next event must be refused.
    [Test]
    public void ItKnowsWhatTheModelKnows()
    {
        for (int seed = 0; seed < Seeds.Of(400); seed++) RunModel(new Random(seed), seed);
    }

    private static void RunModel(Random random, int seed)
    {
        (PreviousSequences previous, SequenceChain chain) = (new(0), new(1));
        bool[] isBroken = new bool[InstrumentCount];
        bool[] isFollowed = new bool[InstrumentCount];
        for (long sequence = 1; sequence <= 300; sequence++)
        {
            int instrument = random.Next(-1, InstrumentCount);
            MarketEvent told = Event(instrument);
            EventPlace place = previous.Take(told, sequence, 310);
            bool isDropped = random.Next(10) == 0;
            if (isDropped)
            {
                for (int i = 0; i < InstrumentCount; i++) isBroken[i] |= i == instrument || instrument == Channel;
            }
            else if (instrument != Channel)
            {
                ChainLink link = chain.Take(told, place);
                ChainLink[] right = !isFollowed[instrument] ? [ChainLink.Unfollowed] : isBroken[instrument] ? [ChainLink.Missing, ChainLink.MissingOfChannel] : [ChainLink.Next];
                Assert.That(right, Does.Contain(link), $"seed {seed}, event {sequence}");
            }
            else chain.Take(told, place);

            if (random.Next(12) != 0) continue;
            int begun = random.Next(InstrumentCount); // a state as of the last event
            chain.Begin(0, begun, sequence);
            (isFollowed[begun], isBroken[begun]) = (true, false);
        }
    }

    private static List<ChainLink> Links(int[] instruments, int[] dropped)
    {
        (PreviousSequences previous, SequenceChain chain) = (new(0), new(InstrumentCount));
        chain.Begin(0, 1, 0);
        List<ChainLink> links = [];
        for (int i = 0; i < instruments.Length; i++)
        {
            MarketEvent told = Event(instruments[i]);
            EventPlace place = previous.Take(told, i + 1, 310);
            if (!dropped.Contains(i)) links.Add(chain.Take(told, place));
        }

        return links;
    }

    private static MarketEvent Event(int instrument) => new() { Kind = EventKind.EventEnd, InstrumentIndex = instrument };
}
