using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Tests.Instruments;

/// <summary>A definition cannot change under a consumer that has not come so far: it reads what was told, not what is known by now.</summary>
public sealed class DefinitionReplicaTests
{
    [Test]
    public void AConsumerThatIsBehindReadsWhatWasToldThen()
    {
        using InstrumentTable feed = new(4);
        using DefinitionReplica behind = new(4, feed.Told);
        Define(feed, "FIRST");
        Define(feed, "SECOND");

        behind.Apply(Told());
        Assert.That((behind[0].Symbol, behind.Details(0).ContractMultiplier), Is.EqualTo(("FIRST", 5)));
        behind.Apply(Told());
        Assert.That((behind[0].Symbol, behind.Details(0).ContractMultiplier), Is.EqualTo(("SECOND", 6)));
    }

    [Test]
    public void AnInstrumentThatWasOnlyHeardOfHasNone()
    {
        using InstrumentTable feed = new(4);
        using DefinitionReplica replica = new(4, feed.Told);
        Define(feed, "ESZ6");
        replica.Apply(Told() with { Flags = EventFlags.Assumed });
        Assert.That((replica[0].IsDefined, replica.Details(0).ContractMultiplier), Is.EqualTo((false, (int?)null)));
        replica.Apply(Told());

        Assert.That((replica[0].IsDefined, replica[0].Symbol), Is.EqualTo((true, "ESZ6")));
    }

    [Test]
    public void AsManyAreKeptAsARingHoldsEvents()
    {
        using InstrumentTable feed = new(4, untakenCountMax: 5000);
        using DefinitionReplica behind = new(4, feed.Told);
        for (int i = 0; i < 5000; i++) Define(feed, $"S{i}");

        for (int i = 0; i < 5000; i++)
        {
            behind.Apply(Told());
            Assert.That(behind[0].Symbol, Is.EqualTo($"S{i}"));
        }
    }

    [Test]
    public void WhatWasWrittenOverIsRefusedAndNotTakenForAnother()
    {
        using InstrumentTable feed = new(4);
        using DefinitionReplica behind = new(4, feed.Told);
        for (int i = 0; i <= DefinitionLog.CountDefault; i++) Define(feed, $"S{i}");

        Assert.That(() => behind.Apply(Told()), Throws.InvalidOperationException.With.Message.Contains("written over"));
        Assert.That(() => behind.Apply(Told()), Throws.Nothing, "the next one is still there");
    }

    private static MarketEvent Told() => new() { Kind = EventKind.Definition, InstrumentIndex = 0, Quantity = 7 };

    private static void Define(InstrumentTable feed, string symbol)
    {
        InstrumentDefinition definition = default;
        definition.IsDefined = true;
        definition.SetTexts(System.Text.Encoding.ASCII.GetBytes(symbol), default, default, default);
        InstrumentDetails details = new() { ContractMultiplier = symbol.Length };
        feed.Told.Add(definition, details);
    }
}
