using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Tests.Instruments;

/// <summary>Rule: of an instrument that is new nothing is known, whoever had its place before; names are compared as the wire pads them.</summary>
public sealed class InstrumentTableTests
{
    [Test]
    public void APlaceThatIsUsedAgainKnowsNothingOfBefore()
    {
        using InstrumentTable table = new InstrumentTable(2);
        table.Add(5);
        table.Definition(0).SetTexts("SYMBOL"u8, "GROUP"u8, "ASSET"u8, "FUT"u8);
        table.Definition(0).IsDefined = true;
        table.Statistics(0)[StatisticKind.Open] = 7;
        table.Books[0].SetDepth(3, 1);
        table.Books[0].SetVolume(9);
        table.Reset();
        Assert.That((table.Count, table.Find(5), table.Add(6)), Is.EqualTo((0, -1, 0)));
        Assert.That((table.Definition(0).Symbol, table.Definition(0).IsDefined, table.FindSymbol("SYMBOL")), Is.EqualTo(("", false, -1)));
        Assert.That((table.Statistics(0)[StatisticKind.Open], table.Books[0].Volume), Is.EqualTo((MarketEvent.NullPrice, MarketEvent.NullQuantity)));
        Assert.That((table.Books[0].Depth(BookSide.Bid), table.Books[0].IsDepthTold, table.Books[0].SecurityId), Is.EqualTo((10, (byte)0, 6L)));
    }

    [Test]
    public void AFullTableTakesNoMore()
    {
        using InstrumentTable table = new InstrumentTable(1);
        Assert.That((table.Add(5), table.Add(6), table.Count, table.Find(6)), Is.EqualTo((0, -1, 1, -1)));
        Assert.That(() => table.Definition(1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => table.Statistics(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ShorterTextsLeaveNothingOfLongerOnesAndLongerOnesAreCut()
    {
        InstrumentDefinition definition = default(InstrumentDefinition);
        definition.SetTexts("LONG SYMBOL"u8, "LONGGRP"u8, "LONGASS"u8, "LONGTYP"u8);
        definition.SetTexts("S\0\0"u8, "G  "u8, "A"u8, "TOOLONGTYPE"u8);
        Assert.That((definition.Symbol, definition.SecurityGroup, definition.Asset, definition.SecurityType), Is.EqualTo(("S", "G", "A", "TOOLONGT")));
    }

    [Test]
    public void PaddingIsNoPartOfAName()
    {
        InstrumentDefinition definition = default(InstrumentDefinition);
        definition.SetTexts("S"u8, "ES"u8, "NQ\0\0"u8, "FUT"u8);
        Assert.That((definition.IsInGroup("ES\0\0\0\0"u8), definition.IsInGroup("ES    "u8), definition.IsOfAsset("NQ"u8)), Is.EqualTo((true, true, true)));
        Assert.That((definition.IsInGroup("E"u8), definition.IsInGroup("ESX"u8), definition.IsOfAsset("ES"u8)), Is.EqualTo((false, false, false)));
    }
}
