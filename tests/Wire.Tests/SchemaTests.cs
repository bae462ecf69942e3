using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: the schema's enums are ours, number by number.</summary>
public sealed class SchemaTests
{
    [TestCase(typeof(Side), typeof(BookSide))]
    [TestCase(typeof(Codecs.Normalized.Action), typeof(BookAction))]
    [TestCase(typeof(Codecs.Normalized.EventFlags), typeof(Core.Events.EventFlags))]
    [TestCase(typeof(Codecs.Normalized.StatisticKind), typeof(Core.Events.StatisticKind))]
    [TestCase(typeof(Codecs.Normalized.TradingStatus), typeof(Core.Events.TradingStatus))]
    [TestCase(typeof(Codecs.Normalized.StatusChange), typeof(Core.Events.StatusChange))]
    [TestCase(typeof(BookState), typeof(Core.Books.BookState))]
    [TestCase(typeof(BookDoubts), typeof(Core.Books.BookDoubts))]
    [TestCase(typeof(OrdersState), typeof(OrderBookState))]
    [TestCase(typeof(OptionRight), typeof(Core.Instruments.OptionRight))]
    [TestCase(typeof(LegAction), typeof(Core.Instruments.LegAction))]
    public void AnEnumIsOurs(Type wire, Type ours)
    {
        bool isNull = ours == typeof(BookSide) || ours.IsDefined(typeof(FlagsAttribute), inherit: false);
        Assert.That(Names(wire), Is.EqualTo(Names(ours).Where(name => !isNull || name.Name != "None")));
    }

    [Test]
    public void NoSideIsTheNullOfASide() => Assert.That((byte)Trade.AggressorNull, Is.EqualTo((byte)BookSide.None));

    [Test]
    public void WhatAllEventsBeginWithIsAsTheSchemaHasIt()
    {
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        MarketEvent told = new() { Kind = EventKind.Other, InstrumentIndex = 7, Channel = 8, SeqNum = 9, RptSeq = 10, TransactTimeNs = 11, RxNs = 12, Flags = Core.Events.EventFlags.Recovery };
        int length = FrameEncoder.Encode(told, new EventPlace(1, 2, 3, 4), frame);
        Assert.That(Other.TryDecode(frame.AsSpan(FrameHeader.LengthBytes, length - FrameHeader.LengthBytes), out Other other), Is.True);
        Event head = other.Event;
        Assert.That((head.Sequence, head.Previous, head.PreviousOfChannel, head.ChannelId), Is.EqualTo((1UL, 2UL, 3UL, (ushort)4)));
        Assert.That((head.Instrument, head.Channel, head.SeqNum, head.RptSeq), Is.EqualTo((7, (byte)8, 9u, 10u)));
        Assert.That((head.TransactTime, head.ReceivedTime, head.Flags), Is.EqualTo((11UL, 12UL, Codecs.Normalized.EventFlags.Recovery)));
        Assert.That(Event.Size, Is.EqualTo(EventHead.Bytes));
    }

    private static IEnumerable<(string Name, ulong Number)> Names(Type type) =>
        Enum.GetNames(type).Select(name => (name, Convert.ToUInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)));
}
