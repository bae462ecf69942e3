using FeedHandler.Core.Instruments;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Security Definition: what templates 27, 29 and 41, and 54 to 58 and 63 tell beyond symbol, tick and factor")]
public sealed class DetailTests : ChannelRules
{
    private static readonly int[] AllTemplates = [27, 29, 41, 54, 55, 56, 57, 58, 63];
    private static readonly int[] Futures = [27, 54];
    private static readonly int[] Spreads = [29, 56];
    private static readonly int[] OptionTemplates = [41, 55];

    [TestCaseSource(nameof(AllTemplates))]
    [Source("FIX tags 461, 15, 207, 996, 1300, 462, 1142, 562, 1140, 9779 and 1682")]
    public void WhatEveryTemplateTells(int template)
    {
        ref InstrumentDetails details = ref Detailed(template);

        Assert.That(details.TemplateId, Is.EqualTo(template));
        Assert.That((details.CfiCode.ToString(), details.Currency.ToString(), details.Exchange.ToString()), Is.EqualTo(("FFICSX", "USD", "XCME")));
        Assert.That((details.UnitOfMeasure.ToString(), details.MarketSegment, details.UnderlyingProduct), Is.EqualTo(("IPNT", (byte?)64, (byte?)5)));
        Assert.That((details.MatchAlgorithm, details.MinTradeVolume, details.MaxTradeVolume), Is.EqualTo(((char?)'F', (uint?)1, (uint?)5000)));
        Assert.That((details.IsUserDefined, details.StatusCode), Is.EqualTo(((bool?)true, (byte?)17)));
        Assert.That(details.SettlementCurrency.ToString(), Is.EqualTo(Spreads.Contains(template) ? "" : "EUR"), "FIX tag 120, which spreads have not");
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("FIX tags 1149, 1148, 1143, 1150, 731 and 5796, in 1e-7 up to template 41, in 1e-9 from 54 on")]
    public void PricesWhenItWasDefined(int template)
    {
        long nano = template < 46 ? 100 : 1;
        bool hasReference = template != 63;
        ref InstrumentDetails details = ref Detailed(template);

        Assert.That((details.HighLimitNano, details.LowLimitNano), Is.EqualTo(((long?)4600 * nano, (long?)-4000 * nano)));
        Assert.That(details.MaxPriceVariationNano, Is.EqualTo(OptionTemplates.Contains(template) ? null : 60 * nano));
        Assert.That(details.ReferencePriceNano, Is.EqualTo(hasReference ? 4200 * nano : null));
        Assert.That(details.ReferenceDate, Is.EqualTo(hasReference ? new DateOnly(2016, 11, 12) : (DateOnly?)null));
        Assert.That(details.ReferencePriceType, Is.EqualTo(template < 57 ? (byte?)2 : null));
        Assert.That((details.OpenInterest, details.ClearedVolume), Is.EqualTo(template < 57 ? ((int?)1000, (int?)0) : (null, null)), "0 is told, null is not");
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("FIX tags 864, 865, 1145, 870, 872, 1141, 1022, 264, 1234, 1093 and 1231: groups that every template has")]
    public void CalendarAttributesDepthsAndLots(int template)
    {
        ref InstrumentDetails details = ref Detailed(template);

        Assert.That((details.ActivationNs, details.LastTradeNs, details.Attributes), Is.EqualTo(((long?)100, (long?)200, (uint?)0x80001)));
        Assert.That(
            details.Depths.Items.ToArray().Select(static depth => (depth.FeedType.ToString(), depth.Depth)),
            Is.EqualTo(new[] { ("GBX", (sbyte)5), ("XYZ", (sbyte)-3) }), "a kind that is not followed too");
        Assert.That(details.Lots.Items.ToArray(), Is.EqualTo(new[] { new LotRule(2, 50_000) }), "whole units in template 63, else 1e-4");
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("FIX tags 200, 541 and 917: month, day and week of a contract, the day of what falls due")]
    public void Maturities(int template)
    {
        ref InstrumentDetails details = ref Detailed(template);
        bool hasDay = template is 57 or 58;

        Assert.That(details.Maturity, Is.EqualTo(hasDay ? default : new Maturity(2016, 12, 16, 3)));
        Assert.That(details.MaturityDate, Is.EqualTo(hasDay ? new DateOnly(2016, 12, 17) : (DateOnly?)null));
    }

    [TestCaseSource(nameof(OptionTemplates))]
    [Source("FIX tags 201, 202, 947, 9850, 6350, 1146, 711, 309, 311, 1647, 1650 and 1649")]
    public void OptionsHaveAStrikeAndAnUnderlying(int template)
    {
        long nano = template < 46 ? 100 : 1;
        ref InstrumentDetails details = ref Detailed(template);

        Assert.That((details.Right, details.StrikePriceNano, details.StrikeCurrency.ToString()), Is.EqualTo(((OptionRight?)OptionRight.Call, (long?)-425 * nano, "GBP")));
        Assert.That((details.CabinetPriceNano, details.TickRule, details.TickValueNano), Is.EqualTo(((long?)0, (sbyte?)7, (long?)1250 * nano)));
        Assert.That(
            details.Related.Items.ToArray().Select(static related => (related.Relation, related.SecurityId, related.Symbol.ToString())),
            Is.EqualTo(new[] { (InstrumentRelation.Underlying, (int?)700, "ESZ6"), (InstrumentRelation.Related, (int?)701, "ESH7") }));
    }

    [Test]
    [Source("FIX tags 762 and 711 of template 58: the underlying's id may be null, and its symbol stands first")]
    public void RepoHasAKindAndUnderlyingsWithoutId()
    {
        ref InstrumentDetails details = ref Detailed(58);

        Assert.That(details.SecuritySubType.ToString(), Is.EqualTo("1"));
        Assert.That(
            details.Related.Items.ToArray().Select(static related => (related.Relation, related.SecurityId, related.Symbol.ToString())),
            Is.EqualTo(new[] { (InstrumentRelation.Underlying, (int?)null, "ESZ6"), (InstrumentRelation.Related, (int?)701, "ESH7") }));
    }

    [TestCaseSource(nameof(Spreads))]
    [Source("FIX tags 762, 5770, 555, 602, 624, 623, 566 and 1017; there is room for 40 legs")]
    public void SpreadsHaveLegs(int template)
    {
        ref InstrumentDetails details = ref Detailed(template);
        InstrumentLeg first = details.Legs.Items[0];
        InstrumentLeg last = details.Legs.Items[^1];

        Assert.That((details.SecuritySubType.ToString(), details.PriceRatioNano), Is.EqualTo(("SP", (long?)(template < 46 ? 300 : 3))));
        Assert.That((details.Legs.Count, details.Legs.ToldCount), Is.EqualTo((40, 42)));
        Assert.That((first.SecurityId, first.Action, first.Ratio), Is.EqualTo((1001, LegAction.Buy, (sbyte)-1)));
        Assert.That((first.PriceNano, first.DeltaTenThousandths), Is.EqualTo(((long?)(template < 46 ? -2500 : -25), (int?)5000)));
        Assert.That((last.SecurityId, last.Action, last.PriceNano, last.DeltaTenThousandths), Is.EqualTo((1040, LegAction.Sell, (long?)null, (int?)null)));
    }

    [TestCaseSource(nameof(Futures))]
    [Source("FIX tags 1147, 37702, 37703, 9800, 231, 1435 and 1146")]
    public void FuturesHaveAContract(int template)
    {
        long nano = template < 46 ? 100 : 1;
        ref InstrumentDetails details = ref Detailed(template);

        Assert.That((details.UnitOfMeasureQuantityNano, details.TickValueNano), Is.EqualTo(((long?)50 * nano, (long?)1250 * nano)));
        Assert.That((details.MainFraction, details.SubFraction, details.PriceDisplayFormat), Is.EqualTo(((byte?)32, (byte?)4, (byte?)2)));
        Assert.That((details.ContractMultiplier, details.ContractMultiplierUnit), Is.EqualTo(((int?)24, (sbyte?)1)));
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("2.1: each type has a null of its own; what is null is not told, and is never 0")]
    public void NullsStayNull(int template)
    {
        Channel.Packet(Messages.Detailed(template));
        Channel.Send(template, new Definition { Action = 'M' });
        ref InstrumentDetails details = ref Channel.Instruments.Details(0);

        Assert.That((details.HighLimitNano, details.LowLimitNano, details.ReferencePriceNano), Is.EqualTo(((long?)null, (long?)null, (long?)null)));
        Assert.That((details.StrikePriceNano, details.Maturity, details.MaturityDate), Is.EqualTo(((long?)null, default(Maturity), (DateOnly?)null)));
        Assert.That((details.OpenInterest, details.ContractMultiplier, details.MainFraction), Is.EqualTo(((int?)null, (int?)null, (byte?)null)));
        Assert.That((details.StatusCode, details.ActivationNs, details.Attributes), Is.EqualTo(((byte?)null, (long?)null, (uint?)null)));
        Assert.That((details.Legs.ToldCount, details.Related.ToldCount, details.Lots.ToldCount), Is.EqualTo((0, 0, 0)));
    }

    private ref InstrumentDetails Detailed(int template)
    {
        Channel.Packet(Messages.Detailed(template));
        return ref Channel.Instruments.Details(0);
    }
}
